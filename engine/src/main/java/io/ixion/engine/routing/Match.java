package io.ixion.engine.routing;

import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.QueueId;

/** A proposal of the router: this interaction, at this placement, to this agent. */
public record Match(QueueId queue, InteractionId interaction, int placement, AgentId agent) {}
