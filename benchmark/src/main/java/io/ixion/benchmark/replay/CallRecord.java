package io.ixion.benchmark.replay;

import java.util.Optional;

/**
 * One call of the recorded data, in seconds of its day; later than 86,400 when it ran over
 * midnight.
 *
 * @param line number of the line in the file
 * @param type service type, the skill that is needed
 * @param priority 0, 1 or 2
 * @param queuedAt when it joined the queue
 * @param waited seconds in the queue
 * @param serviceStart when an agent took it; as {@code queuedAt} plus {@code waited} where unknown
 * @param service seconds with the agent
 * @param server the agent, empty if none is recorded
 */
record CallRecord(
    int line,
    String id,
    String type,
    int priority,
    String date,
    int queuedAt,
    int waited,
    Outcome outcome,
    int serviceStart,
    int service,
    Optional<String> server) {
  enum Outcome {
    AGENT,
    HANG,
    PHANTOM
  }
}
