package io.ixion.engine.shell;

import java.time.Instant;

/**
 * A deadline of a state.
 *
 * @param name tells it from the state's other deadlines
 * @param message what the entity tells itself when it has come
 */
public record Due<M>(Object name, Instant at, M message) {}
