package io.ixion.engine.interaction;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads attached data token by token, so that it is the same whoever reads it: what an untyped
 * value becomes otherwise depends on the modules and features of each mapper (Akka's make Scala
 * collections and doubles of it).
 */
final class AttachedDataReader extends JsonDeserializer<AttachedData> {
  @Override
  public AttachedData deserialize(JsonParser in, DeserializationContext context)
      throws IOException {
    if (!in.isExpectedStartObjectToken())
      throw MismatchedInputException.from(
          in, AttachedData.class, "attached data must be an object, found " + in.currentToken());
    return new AttachedData(members(in));
  }

  private static Map<String, Object> members(JsonParser in) throws IOException {
    var members = new LinkedHashMap<String, Object>();
    for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
      in.nextToken();
      members.put(name, value(in));
    }
    return members;
  }

  private static List<Object> items(JsonParser in) throws IOException {
    var items = new ArrayList<Object>();
    while (in.nextToken() != JsonToken.END_ARRAY) items.add(value(in));
    return items;
  }

  private static Object value(JsonParser in) throws IOException {
    return switch (in.currentToken()) {
      case START_OBJECT -> members(in);
      case START_ARRAY -> items(in);
      case VALUE_STRING -> in.getText();
      case VALUE_NUMBER_INT -> in.getNumberValue();
      case VALUE_NUMBER_FLOAT -> in.getDecimalValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default ->
          throw MismatchedInputException.from(
              in, AttachedData.class, "attached data holds JSON only, found " + in.currentToken());
    };
  }
}
