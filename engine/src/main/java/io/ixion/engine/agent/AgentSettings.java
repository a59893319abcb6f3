package io.ixion.engine.agent;

import com.typesafe.config.Config;
import io.ixion.engine.limit.CheckedSettings;
import java.time.Duration;

/**
 * The limits of an agent's session; defaults and meaning are in {@code reference.conf} under {@code
 * ixion.agent}.
 *
 * @param grace how long a session outlives the loss of its last event stream
 * @param missedOffersLimit missed offers in a row after which the medium goes not ready, 0 never
 * @param reservation how long a place is kept free for an offer that is being made
 * @param helloInterval how often the router is told the availability
 * @param sweepInterval how often the held work is compared with the interaction table
 * @param streamBuffer messages kept for clients that reconnect
 * @param streamBufferBytes bytes of them
 * @param streamMemory bytes of them for all agents of a node together
 * @param askTimeout how long a caller waits for the owner's answer
 */
public record AgentSettings(
    Duration grace,
    int missedOffersLimit,
    Duration reservation,
    Duration helloInterval,
    Duration sweepInterval,
    int streamBuffer,
    long streamBufferBytes,
    long streamMemory,
    Duration askTimeout) {

  public static AgentSettings from(Config ixion) {
    var own = new CheckedSettings(ixion, "agent");
    return new AgentSettings(
        own.time("grace", Duration.ofMillis(100), CheckedSettings.DAY),
        own.number("missed-offers-limit", 0, 1_000),
        own.time("reservation", Duration.ofMillis(100), Duration.ofMinutes(1)),
        own.time("hello-interval", Duration.ofMillis(100), Duration.ofMinutes(1)),
        own.time("sweep-interval", Duration.ofMillis(100), CheckedSettings.DAY),
        own.number("stream-buffer", 1, 100_000),
        own.bytes("stream-buffer-bytes", 0, 1L << 30),
        own.bytes("stream-memory", 0, 1L << 40),
        own.time("ask-timeout", Duration.ofMillis(100), Duration.ofMinutes(1)));
  }
}
