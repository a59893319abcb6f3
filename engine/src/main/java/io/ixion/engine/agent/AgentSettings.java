package io.ixion.engine.agent;

import com.typesafe.config.Config;
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
 * @param askTimeout how long a caller waits for the owner's answer
 */
public record AgentSettings(
    Duration grace,
    int missedOffersLimit,
    Duration reservation,
    Duration helloInterval,
    Duration sweepInterval,
    int streamBuffer,
    Duration askTimeout) {

  public static AgentSettings from(Config ixion) {
    Config own = ixion.getConfig("agent");
    return new AgentSettings(
        own.getDuration("grace"),
        own.getInt("missed-offers-limit"),
        own.getDuration("reservation"),
        own.getDuration("hello-interval"),
        own.getDuration("sweep-interval"),
        own.getInt("stream-buffer"),
        own.getDuration("ask-timeout"));
  }
}
