package io.ixion.engine.agent.domain;

import io.ixion.engine.agent.AgentNotice;
import io.ixion.engine.agent.AgentNotice.Position;
import io.ixion.engine.limit.ByteBudget;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * The latest notices of one agent, kept for followers that come back: bounded in number and bytes,
 * and in bytes for all agents of the node together. What is not kept any more is replaced by a
 * snapshot. For one thread.
 */
public final class RecentNotices {
  private final int mostNotices;
  private final long mostBytes;
  private final ByteBudget ofAllAgents;
  private final ArrayDeque<AgentNotice> kept = new ArrayDeque<>();
  private long bytes;
  private long last;

  public RecentNotices(int mostNotices, long mostBytes, ByteBudget ofAllAgents) {
    this.mostNotices = mostNotices;
    this.mostBytes = mostBytes;
    this.ofAllAgents = ofAllAgents;
  }

  public void add(AgentNotice notice) {
    long weight = notice.weight();
    last = notice.position().number();
    while (!kept.isEmpty() && (kept.size() >= mostNotices || bytes + weight > mostBytes)) forget();
    boolean fits = weight <= mostBytes && ofAllAgents.take(weight);
    while (!fits && !kept.isEmpty()) {
      forget();
      fits = weight <= mostBytes && ofAllAgents.take(weight);
    }
    if (!fits) return;
    kept.addLast(notice);
    bytes += weight;
  }

  private void forget() {
    long weight = kept.removeFirst().weight();
    bytes -= weight;
    ofAllAgents.giveBack(weight);
  }

  /** What follows a position; empty if something of it is not kept any more. */
  public Optional<List<AgentNotice>> after(Position seen) {
    long oldest = kept.isEmpty() ? last + 1 : kept.getFirst().position().number();
    if (seen.number() < oldest - 1 || seen.number() > last) return Optional.empty();
    return Optional.of(kept.stream().filter(n -> n.position().number() > seen.number()).toList());
  }

  /** Gives the memory back; nothing is kept any more. */
  public void clear() {
    while (!kept.isEmpty()) forget();
  }
}
