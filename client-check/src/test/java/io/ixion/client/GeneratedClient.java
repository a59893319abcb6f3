package io.ixion.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.Gson;

/** How the generated Java clients read and write JSON, each with the settings it comes with. */
enum GeneratedClient {
  NATIVE("io.ixion.client.model.") {
    private final ObjectMapper mapper = ApiClient.createDefaultObjectMapper();

    @Override
    Object read(String json, Class<?> type) throws JsonProcessingException {
      return mapper.readValue(json, type);
    }

    @Override
    String written(Object value) throws JsonProcessingException {
      return mapper.writeValueAsString(value);
    }
  },

  OKHTTP_GSON("io.ixion.gson.model.") {
    private final Gson gson = io.ixion.gson.JSON.getGson();

    @Override
    Object read(String json, Class<?> type) {
      return gson.fromJson(json, type);
    }

    @Override
    String written(Object value) {
      return gson.toJson(value);
    }
  };

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String models;

  GeneratedClient(String models) {
    this.models = models;
  }

  abstract Object read(String json, Class<?> type) throws JsonProcessingException;

  abstract String written(Object value) throws JsonProcessingException;

  /** Reads a value as the class that was generated for a schema. */
  Object read(JsonNode value, String schema) throws Exception {
    return read(value.toString(), Class.forName(models + schema));
  }

  /** What the client has understood of a value, as it would write it. */
  JsonNode understood(JsonNode value, String schema) throws Exception {
    return JSON.readTree(written(read(value, schema)));
  }
}
