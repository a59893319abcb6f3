package io.ixion.engine.agent.actor;

import akka.persistence.typed.SnapshotAdapter;
import io.ixion.engine.agent.Agent;
import java.util.Optional;

/** A snapshot is the agent itself; none is taken of one that is not there. */
enum AgentSnapshots implements SnapshotAdapter<Optional<Agent>> {
  INSTANCE;

  @Override
  public Object toJournal(Optional<Agent> state) {
    return state.orElseThrow();
  }

  @Override
  public Optional<Agent> fromJournal(Object snapshot) {
    return Optional.of((Agent) snapshot);
  }
}
