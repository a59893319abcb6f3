package io.ixion.cluster.downing.domain;

import io.ixion.cluster.downing.domain.PeerMemory.Memory;
import io.ixion.cluster.downing.domain.Sighting.Lock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who may be fenced, and when. A peer may be fenced because its lock, seen held before in the same
 * session, is free now; because it has been unreachable for long; or because somebody has fenced it
 * already. Never because of anything that happened to this node or to the database.
 */
public final class DowningRules {
  private DowningRules() {}

  private record Due(Duration at, Reason reason) {}

  /** What follows from this look, given what was known before it. */
  public static DowningDecision decide(
      DowningSettings settings, PeerMemory known, GuardView saw, Duration now) {
    return switch (saw.own()) {
      case FENCED -> halt(Reason.FENCED);
      case LOCKED_OUT -> halt(Reason.LOCKED_OUT);
      case LOST -> new DowningDecision(PeerMemory.nothing(), forget(known, Reason.SESSION_LOST));
      case ALIVE -> judge(settings, known, saw, now);
    };
  }

  private static DowningDecision halt(Reason reason) {
    return new DowningDecision(PeerMemory.nothing(), List.of(new Action.HaltSelf(reason)));
  }

  private static List<Action> forget(PeerMemory known, Reason reason) {
    return known.peers().isEmpty() ? List.of() : List.of(new Action.ForgetLocks(reason));
  }

  private static DowningDecision judge(
      DowningSettings settings, PeerMemory known, GuardView saw, Duration now) {
    var actions = new ArrayList<Action>();
    boolean renewed = known.session() != saw.session();
    boolean stalled = !renewed && now.minus(known.lookedAt()).compareTo(settings.stall()) > 0;
    if (renewed) actions.addAll(forget(known, Reason.SESSION_RENEWED));
    if (stalled) actions.add(new Action.ForgetTimes(Reason.STALLED));
    Map<Incarnation, Memory> memories = new HashMap<>();
    for (Sighting sighting : saw.peers()) {
      Memory before = renewed ? Memory.NONE : known.of(sighting.peer());
      Memory memory = (stalled ? before.withoutTimes() : before).after(sighting, now);
      if (sighting.lock() == Lock.NONE) {
        if (!sighting.reachable())
          actions.add(new Action.Wait(sighting.peer(), Reason.NO_INCARNATION));
        continue;
      }
      memories.put(sighting.peer().incarnation(), memory);
      action(settings, saw, sighting, memory, now).ifPresent(actions::add);
    }
    return new DowningDecision(new PeerMemory(saw.session(), now, memories), actions);
  }

  private static Optional<Action> action(
      DowningSettings settings, GuardView saw, Sighting sighting, Memory memory, Duration now) {
    Peer peer = sighting.peer();
    Duration turn = turn(settings, saw);
    Optional<Due> first =
        causes(settings, saw, sighting, memory).min(Comparator.comparing(Due::at));
    if (first.isPresent())
      return first.map(
          due ->
              due.at().plus(turn).compareTo(now) <= 0
                  ? new Action.Fence(peer, due.reason())
                  : new Action.Wait(peer, due.reason()));
    return sighting.lock() == Lock.FREE
        ? Optional.of(new Action.Wait(peer, Reason.NEVER_SEEN_HELD))
        : Optional.empty();
  }

  private static Stream<Due> causes(
      DowningSettings settings, GuardView saw, Sighting sighting, Memory memory) {
    return Stream.of(
            memory.fencedSince().map(at -> new Due(at, Reason.ALREADY_FENCED)),
            memory.freeSince().map(at -> lockFree(settings, sighting, at)),
            memory.unreachableSince().map(at -> unreachable(settings, saw, at)))
        .flatMap(Optional::stream);
  }

  private static Due lockFree(DowningSettings settings, Sighting sighting, Duration since) {
    return sighting.portRefuses()
        ? new Due(since, Reason.LOCK_FREE_PORT_REFUSES)
        : new Due(since.plus(settings.grace()), Reason.LOCK_FREE_TOO_LONG);
  }

  private static Due unreachable(DowningSettings settings, GuardView saw, Duration since) {
    long here = 1 + saw.peers().stream().filter(Sighting::reachable).count();
    long there = saw.peers().size() + 1 - here;
    Duration due = since.plus(settings.unreachable());
    if (here > there) return new Due(due, Reason.UNREACHABLE_FROM_MAJORITY);
    if (here < there)
      return new Due(due.plus(settings.minorityDelay()), Reason.UNREACHABLE_FROM_MINORITY);
    return new Due(
        lowestIsHere(saw) ? due : due.plus(settings.turn()), Reason.UNREACHABLE_FROM_HALF);
  }

  private static boolean lowestIsHere(GuardView saw) {
    return saw.peers().stream()
        .filter(peer -> peer.peer().address().compareTo(saw.address()) < 0)
        .min(Comparator.comparing(peer -> peer.peer().address()))
        .map(Sighting::reachable)
        .orElse(true);
  }

  /** The living member with the lowest address acts first; the others only if it does not. */
  private static Duration turn(DowningSettings settings, GuardView saw) {
    boolean another =
        saw.peers().stream()
            .anyMatch(
                peer -> peer.looksAlive() && peer.peer().address().compareTo(saw.address()) < 0);
    return another ? settings.turn() : Duration.ZERO;
  }
}
