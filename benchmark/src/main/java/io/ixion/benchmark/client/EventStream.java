package io.ixion.benchmark.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * Reads server-sent events and remembers the last one, so that the next connection goes on from it.
 */
public final class EventStream {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Listener listener;
  private final BiConsumer<String, String> witness;
  private String lastId;

  /** Hears of each event once. */
  @FunctionalInterface
  public interface Listener {
    void on(String event, JsonNode data);
  }

  EventStream(Listener listener, BiConsumer<String, String> witness) {
    this.listener = listener;
    this.witness = witness;
  }

  Optional<String> lastId() {
    return Optional.ofNullable(lastId);
  }

  void read(InputStream in, BooleanSupplier stop) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    String event = "message";
    String id = null;
    var data = new StringBuilder();
    for (String line = lines.readLine();
        line != null && !stop.getAsBoolean();
        line = lines.readLine()) {
      if (line.startsWith("event:")) event = line.substring(6).trim();
      else if (line.startsWith("id:")) id = line.substring(3).trim();
      else if (line.startsWith("data:")) data.append(line, 5, line.length());
      else if (line.isEmpty() && data.length() > 0) {
        witness.accept(event, data.toString());
        listener.on(event, JSON.readTree(data.toString()));
        if (id != null) lastId = id; // only now: an event whose hearing failed comes again
        data.setLength(0);
      }
    }
  }
}
