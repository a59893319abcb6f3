package io.ixion.engine;

import io.ixion.engine.agent.Agents;
import io.ixion.engine.interaction.Interactions;
import io.ixion.engine.queue.Queues;
import io.ixion.engine.reporting.Reports;

/** The ports of a running engine. */
public interface Engine {
  Interactions interactions();

  Agents agents();

  Queues queues();

  Reports reports();

  /** How far this node is on its way to serving commands, read at any time without waiting. */
  Readiness readiness();

  /** Figures for operators, read at any time without waiting. */
  EngineFigures figures();
}
