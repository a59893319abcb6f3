package io.ixion.engine;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.SerializationExtension;
import com.typesafe.config.ConfigFactory;
import io.ixion.engine.wire.WireMessage;

/** Sends messages through the serializer that carries them between nodes. */
public final class Wire implements AutoCloseable {
  private final ActorTestKit kit =
      ActorTestKit.create(
          ConfigFactory.parseString(
                  "akka.actor.serialization-bindings.\"io.ixion.engine.wire.WireMessage\" = jackson-cbor")
              .withFallback(ConfigFactory.load()));

  /** Fails unless what arrives equals what was sent. */
  public void verify(WireMessage message) {
    kit.serializationTestKit().verifySerialization(message, true);
  }

  public byte[] bytes(WireMessage message) {
    return SerializationExtension.get(Adapter.toClassic(kit.system())).serialize(message).get();
  }

  /** Somebody to answer to. */
  public <T> ActorRef<T> somebody(Class<T> answer) {
    return kit.createTestProbe(answer).ref();
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }
}
