package io.ixion.engine.decision;

import io.ixion.engine.wire.WireMessage;

/**
 * A refusal as data.
 *
 * @param code stable, kebab-case; never renamed once released
 * @param detail one sentence that says what was expected and what was found
 */
public record Rejection(String code, String detail) implements WireMessage {}
