package io.ixion.engine.reporting;

import io.ixion.engine.interaction.InteractionEvent;

/** One event with the revision that it made. */
public record RecordedEvent(long revision, InteractionEvent event) {}
