package io.ixion.engine.queue;

import io.ixion.engine.wire.WireMessage;
import java.time.Instant;
import java.util.Optional;

/**
 * A queue as it stands.
 *
 * @param ready false while it is being rebuilt; the figures are then not complete
 * @param waiting interactions that wait for an agent
 * @param handingOff interactions on their way to an agent, not yet accepted
 * @param oldestWaitingSince since when the oldest one waits
 * @param enteredPerMinute interactions placed in it during the last minute
 * @param leftPerMinute interactions that left it during the last minute
 */
public record QueueStatus(
    boolean ready,
    long waiting,
    long handingOff,
    Optional<Instant> oldestWaitingSince,
    long enteredPerMinute,
    long leftPerMinute)
    implements WireMessage {}
