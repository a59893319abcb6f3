package io.ixion.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The schemas of the API's description, to check values against. Answers may grow, but what this
 * version answers is described completely: a field that is not described is an error here.
 * Thread-safe.
 */
public final class ApiSchemas {
  private static final String HERE = "urn:ixion:openapi";
  private static final SchemaValidatorsConfig CONFIG =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

  private final JsonSchemaFactory factory;
  private final Map<String, JsonSchema> known = new ConcurrentHashMap<>();

  public ApiSchemas(JsonNode document) {
    JsonNode strict = document.deepCopy();
    close(strict);
    factory =
        JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            builder ->
                builder.schemaLoaders(loaders -> loaders.schemas(Map.of(HERE, strict.toString()))));
  }

  /** The description that is on the class path. */
  public static JsonNode document() {
    try (InputStream in = ApiSchemas.class.getResourceAsStream("/openapi.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("the API's description cannot be read", e);
    }
  }

  /**
   * What is wrong with a value; empty when it is valid.
   *
   * @param pointer where its schema is in the document (RFC 6901)
   */
  public Set<ValidationMessage> errors(String pointer, JsonNode value) {
    return known
        .computeIfAbsent(pointer, p -> factory.getSchema(SchemaLocation.of(HERE + "#" + p), CONFIG))
        .validate(value);
  }

  /** Closes the objects whose fields are all named; what stands for the unknown stays open. */
  private static void close(JsonNode node) {
    if (node instanceof ObjectNode schema
        && schema.path("properties").isObject()
        && schema.path("additionalProperties").isBoolean()
        && !schema.has("anyOf")
        && !schema.at("/properties/type").has("not")) schema.put("additionalProperties", false);
    node.forEach(ApiSchemas::close);
  }
}
