package io.ixion.cluster.downing;

import io.ixion.cluster.downing.LockSession.Found;
import io.ixion.cluster.downing.LockSession.Look;
import io.ixion.cluster.downing.domain.Action;
import io.ixion.cluster.downing.domain.DowningDecision;
import io.ixion.cluster.downing.domain.DowningRules;
import io.ixion.cluster.downing.domain.DowningSettings;
import io.ixion.cluster.downing.domain.GuardView;
import io.ixion.cluster.downing.domain.GuardView.Own;
import io.ixion.cluster.downing.domain.Incarnation;
import io.ixion.cluster.downing.domain.Peer;
import io.ixion.cluster.downing.domain.PeerMemory;
import io.ixion.cluster.downing.domain.Reason;
import io.ixion.cluster.downing.domain.Sighting;
import io.ixion.cluster.downing.domain.Sighting.Lock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks, asks the rules, does what they say. One turn at a time, by one thread. */
final class Watch {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterGuard.class);
  private static final long SESSIONS_LOOK_MS = 3;
  private static final long SESSIONS_PATIENCE_MS = 2_000;

  private final DowningSettings settings;
  private final LockSession session;
  private final Members members;
  private final DowningFigures figures;
  private final Consumer<Reason> halt;
  private PeerMemory known = PeerMemory.nothing();
  private Set<Action> waiting = Set.of();

  Watch(
      DowningSettings settings,
      LockSession session,
      Members members,
      DowningFigures figures,
      Consumer<Reason> halt) {
    this.settings = settings;
    this.session = session;
    this.members = members;
    this.figures = figures;
    this.halt = halt;
  }

  /**
   * One look and what follows from it.
   *
   * @return whether the session was lost just now, so that the next turn should not wait
   */
  boolean turn() {
    boolean had = session.isOpen();
    GuardView saw = look();
    figures.looked();
    DowningDecision decision =
        DowningRules.decide(settings, known, saw, Duration.ofNanos(System.nanoTime()));
    known = decision.known();
    var waits = new HashSet<Action>();
    for (Action action : decision.actions())
      if (action instanceof Action.Wait) waits.add(action);
      else execute(action);
    waits.stream().filter(wait -> !waiting.contains(wait)).forEach(this::execute);
    waiting = waits;
    return had && !session.isOpen();
  }

  private GuardView look() {
    if (!session.isOpen()) {
      Own own = session.acquire();
      if (own != Own.ALIVE) return GuardView.nothing(own, members.place());
      figures.gotSession();
      LOG.info("the lock session is back");
    }
    try {
      List<Members.Other> others = members.others();
      Look look = session.look(others.stream().map(Members.Other::uid).toList());
      if (look.fenced()) return GuardView.nothing(Own.FENCED, members.place());
      return new GuardView(
          Own.ALIVE,
          session.number(),
          members.place(),
          others.stream().map(other -> sighting(other, look)).toList());
    } catch (SQLException lost) {
      LOG.warn("the lock session is lost: {}", lost.getMessage());
      session.drop();
      return GuardView.nothing(Own.LOST, members.place());
    }
  }

  private static Sighting sighting(Members.Other other, Look look) {
    Found found =
        look.members().getOrDefault(other.uid(), new Found(Incarnation.UNKNOWN, Lock.NONE, false));
    return new Sighting(
        new Peer(found.incarnation(), other.uid(), other.place()),
        found.lock(),
        found.lock() == Lock.FREE && !other.goes() && Members.refuses(other.address()),
        other.reachable(),
        found.fenced());
  }

  private void execute(Action action) {
    if (action instanceof Action.HaltSelf self) {
      halt.accept(self.reason());
    } else if (action instanceof Action.Fence fence) {
      LOG.warn("fencing {}: {}", fence.peer(), fence.reason().words());
      figures.fencing(fence.reason());
      fence(fence.peer(), fence.reason());
    } else if (action instanceof Action.Wait wait) {
      LOG.info("not fencing {} yet: {}", wait.peer(), wait.reason().words());
      figures.waiting(wait.reason());
    } else {
      LOG.info("starting to watch anew: {}", action.reason().words());
      figures.forgot(action.reason());
    }
  }

  private void fence(Peer peer, Reason reason) {
    long began = System.nanoTime();
    try {
      if (!session.fence(peer, reason)) {
        halt.accept(Reason.FENCED);
        return;
      }
      if (!sessionsEnd(peer)) {
        figures.fenceFailed();
        LOG.warn("{} is fenced, but its sessions do not end; trying again", peer);
        return;
      }
      if (members.down(peer)) figures.downed();
      LOG.warn(
          "{} is fenced and down after {} ms",
          peer,
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    } catch (SQLException lost) {
      figures.fenceFailed();
      LOG.warn("the fence of {} is not complete: {}", peer, lost.getMessage());
      session.drop();
    }
  }

  /** All at once and then wait for all: one after the other costs 100 ms for each. */
  private boolean sessionsEnd(Peer peer) throws SQLException {
    long limit = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SESSIONS_PATIENCE_MS);
    session.endSessions(peer);
    while (session.sessions(peer) > 0) {
      if (System.nanoTime() > limit || !pause(SESSIONS_LOOK_MS)) return false;
    }
    return true;
  }

  static boolean pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
