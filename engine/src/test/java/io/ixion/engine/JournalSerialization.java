package io.ixion.engine;

import akka.actor.ActorSystem;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializers;
import com.typesafe.config.ConfigFactory;
import java.nio.charset.StandardCharsets;

/** Writes and reads with the serializers that the engine is configured with. */
public final class JournalSerialization implements AutoCloseable {
  private final ActorSystem system =
      ActorSystem.create(
          "serialization",
          ConfigFactory.parseString("akka.loglevel = WARNING").withFallback(ConfigFactory.load()));
  private final Serialization serialization = SerializationExtension.get(system);

  public String write(Object message) {
    return new String(serialization.serialize(message).get(), StandardCharsets.UTF_8);
  }

  public byte[] bytes(Object message) {
    return serialization.serialize(message).get();
  }

  public String manifest(Object message) {
    return Serializers.manifestFor(serialization.findSerializerFor(message), message);
  }

  /** Reads a text with the serializer that {@code like} is written with. */
  public Object read(String json, Object like) {
    return read(json.getBytes(StandardCharsets.UTF_8), like);
  }

  public Object read(byte[] bytes, Object like) {
    var serializer = serialization.findSerializerFor(like);
    return serialization.deserialize(bytes, serializer.identifier(), manifest(like)).get();
  }

  @Override
  public void close() {
    system.terminate();
  }
}
