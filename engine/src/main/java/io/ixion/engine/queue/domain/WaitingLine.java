package io.ixion.engine.queue.domain;

import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.queue.Backlog;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Match;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who waits in a queue, in which order, and who is on the way to an agent. A copy of what the
 * interactions know: of two pieces of news about one interaction the higher revision wins, so news
 * may come twice, late or in any order. Of each class only a bounded front is in memory; the rest
 * is counted and read from the interaction table when there is room. Not thread-safe; belongs to
 * one queue's shell.
 */
public final class WaitingLine {
  private static final int REMEMBERED = 100_000;

  private final int window;
  private final int maxInMemory;
  private final Map<String, Window> windows = new HashMap<>();
  private final Map<InteractionId, Known> waiting = new HashMap<>();
  private final Map<InteractionId, HandOff> handOffs = new HashMap<>();
  private final LinkedHashMap<InteractionId, Long> departed = new LinkedHashMap<>();
  private long ticks;

  /** A waiting interaction, with the moment (in ticks of this line) at which it was learned. */
  private record Known(Candidate candidate, long revision, long tick) {}

  /**
   * An interaction between the router's proposal and the end of the offer.
   *
   * @param agent to whom, if this line took the proposal itself
   */
  private record HandOff(
      int placement, Optional<AgentId> agent, Optional<Known> known, long revision, long tick) {}

  public WaitingLine(int window, int maxInMemory) {
    this.window = window;
    this.maxInMemory = maxInMemory;
  }

  /** It waits. */
  public RouterUpdate waits(Candidate candidate, long revision) {
    if (isOld(candidate.id(), revision)) return RouterUpdate.NOTHING;
    HandOff handOff = handOffs.get(candidate.id());
    if (handOff != null && handOff.placement() >= candidate.placement()) {
      var known = handOff.known().map(k -> new Known(k.candidate(), revision, ++ticks));
      handOffs.put(
          candidate.id(),
          new HandOff(handOff.placement(), handOff.agent(), known, revision, ticks));
      return RouterUpdate.NOTHING; // changed while it is on its way to an agent
    }
    handOffs.remove(candidate.id());
    departed.remove(candidate.id());
    return forget(candidate.id()).and(insert(new Known(candidate, revision, ++ticks)));
  }

  /** It is offered to an agent. */
  public RouterUpdate isOffered(Candidate candidate, long revision) {
    InteractionId id = candidate.id();
    if (isOld(id, revision)) return RouterUpdate.NOTHING;
    RouterUpdate telling = leaves(id, candidate);
    Optional<AgentId> agent =
        Optional.ofNullable(handOffs.get(id))
            .filter(handOff -> handOff.placement() == candidate.placement())
            .flatMap(HandOff::agent);
    handOffs.put(
        id, new HandOff(candidate.placement(), agent, Optional.empty(), revision, ++ticks));
    return telling;
  }

  /** It is neither waiting here nor offered from here any more. */
  public RouterUpdate isGone(Candidate last, long revision) {
    InteractionId id = last.id();
    if (isOld(id, revision)) return RouterUpdate.NOTHING;
    RouterUpdate telling = leaves(id, last);
    handOffs.remove(id);
    remember(id, revision);
    return telling;
  }

  private RouterUpdate leaves(InteractionId id, Candidate last) {
    if (waiting.containsKey(id)) return forget(id);
    Window beyond = windows.get(last.requirement().key());
    if (beyond != null && !handOffs.containsKey(id)) beyond.isNotBeyond(last);
    return RouterUpdate.NOTHING;
  }

  /** Starts a hand-off, if the proposal is about what waits here now. */
  public Optional<Candidate> take(Match match) {
    Known known = waiting.get(match.interaction());
    if (known == null || known.candidate().placement() != match.placement())
      return Optional.empty();
    forget(match.interaction());
    var handOff =
        new HandOff(
            match.placement(),
            Optional.of(match.agent()),
            Optional.of(known),
            known.revision(),
            ++ticks);
    handOffs.put(match.interaction(), handOff);
    return Optional.of(known.candidate());
  }

  /**
   * The hand-off came to nothing: it waits again, unless there is news of it.
   *
   * @param avoidUntil until when it is not proposed to the same agent, lest refusals go round in
   *     circles
   */
  public RouterUpdate putBack(Match match, Instant avoidUntil) {
    HandOff handOff = handOffs.get(match.interaction());
    if (handOff == null || handOff.known().isEmpty() || handOff.placement() != match.placement())
      return RouterUpdate.NOTHING;
    handOffs.remove(match.interaction());
    Known known = handOff.known().get();
    return insert(
        new Known(
            known.candidate().avoiding(match.agent(), avoidUntil), known.revision(), known.tick()));
  }

  /** The interaction refused the offer: what this line believed of it was wrong. */
  public void drop(Match match) {
    HandOff handOff = handOffs.get(match.interaction());
    if (handOff != null && handOff.known().isPresent() && handOff.placement() == match.placement())
      handOffs.remove(match.interaction());
  }

  private boolean isOld(InteractionId id, long revision) {
    Known known = waiting.get(id);
    if (known != null) return revision <= known.revision();
    HandOff handOff = handOffs.get(id);
    if (handOff != null) return revision <= handOff.revision();
    Long last = departed.get(id);
    return last != null && revision <= last;
  }

  private RouterUpdate insert(Known known) {
    Candidate candidate = known.candidate();
    Window of = windows.computeIfAbsent(candidate.requirement().key(), key -> new Window());
    boolean full = of.front.size() >= window || waiting.size() >= maxInMemory;
    if (!of.belongsInside(candidate, full)) {
      of.goesBeyond(candidate, known.revision(), window);
      return RouterUpdate.NOTHING;
    }
    RouterUpdate telling = RouterUpdate.waiting(candidate);
    if (full) {
      Candidate last = of.front.pollLast();
      of.goesBeyond(last, waiting.remove(last.id()).revision(), window);
      telling = telling.and(RouterUpdate.gone(last.id()));
    }
    of.front.add(candidate);
    waiting.put(candidate.id(), known);
    return telling;
  }

  private RouterUpdate forget(InteractionId id) {
    Known known = waiting.remove(id);
    if (known == null) return RouterUpdate.NOTHING;
    String key = known.candidate().requirement().key();
    Window of = windows.get(key);
    of.front.remove(known.candidate());
    if (of.isEmpty()) windows.remove(key);
    return RouterUpdate.gone(id);
  }

  private void remember(InteractionId id, long revision) {
    departed.remove(id);
    departed.put(id, revision);
    if (departed.size() > REMEMBERED) departed.remove(departed.keySet().iterator().next());
  }

  /**
   * The present moment; what is learned later is not judged by a table read that began before it.
   */
  public long tick() {
    return ticks;
  }

  /** Classes whose front runs low while more of them wait in the table. */
  public List<String> thirsty() {
    var low = new ArrayList<String>();
    windows.forEach(
        (key, of) -> {
          if (of.beyond > 0 && of.front.size() <= window / 4 && waiting.size() < maxInMemory)
            low.add(key);
        });
    return low;
  }

  /** The last one of a class's front: a refill reads on from there. */
  public Optional<Candidate> last(String key) {
    Window of = windows.get(key);
    return of == null || of.front.isEmpty() ? Optional.empty() : Optional.of(of.front.last());
  }

  /** How many more of a class fit into memory. */
  public int room(String key) {
    Window of = windows.get(key);
    int inFront = of == null ? 0 : of.front.size();
    return Math.max(0, Math.min(window - inFront, maxInMemory - waiting.size()));
  }

  /** Takes in what a refill has read beyond the front. */
  public RouterUpdate refilled(String key, List<Backlog.Entry> page) {
    Window of = windows.computeIfAbsent(key, k -> new Window());
    RouterUpdate telling = RouterUpdate.NOTHING;
    for (Backlog.Entry entry : of.completed(page)) {
      Candidate candidate = entry.candidate();
      if (isKnown(entry)) of.forgetPassed(candidate);
      if (isKnown(entry) || room(key) == 0) continue;
      of.front.add(candidate);
      waiting.put(candidate.id(), new Known(candidate, entry.revision(), ++ticks));
      of.isNotBeyond(candidate);
      telling = telling.and(RouterUpdate.waiting(candidate));
    }
    if (of.isEmpty()) windows.remove(key);
    return telling;
  }

  private boolean isKnown(Backlog.Entry entry) {
    InteractionId id = entry.candidate().id();
    return waiting.containsKey(id) || handOffs.containsKey(id) || isOld(id, entry.revision());
  }

  /** How many of a class wait, in memory and beyond. */
  public long count(String key) {
    Window of = windows.get(key);
    return of == null ? 0 : of.size();
  }

  /**
   * Corrects one class by what a complete table shows of its front.
   *
   * @param inTable how many wait by the table
   * @param asked how many entries the page could have had
   * @param since what was learned after this tick is newer than the table
   */
  public RouterUpdate corrected(
      String key, long inTable, List<Backlog.Entry> page, int asked, long since) {
    boolean whole = page.size() < asked;
    var shown = new HashMap<InteractionId, Long>();
    page.forEach(entry -> shown.put(entry.candidate().id(), entry.revision()));
    RouterUpdate telling = forgetAllBut(key, shown, since);
    Window of = windows.computeIfAbsent(key, k -> new Window());
    long newer = of.front.stream().filter(c -> !shown.containsKey(c.id())).count();
    long elsewhere = page.stream().filter(this::isOnItsWay).count();
    of.beyond = 0;
    // Chosen before the first is inserted: whom that pushes out of the front is counted already.
    for (Backlog.Entry entry : page.stream().filter(e -> !isKnown(e)).toList())
      telling = telling.and(insert(new Known(entry.candidate(), entry.revision(), ++ticks)));
    long all = (whole ? page.size() : inTable) - elsewhere + newer;
    of.beyond = Math.max(0, all - of.front.size());
    if (of.isEmpty()) windows.remove(key);
    return telling;
  }

  /** What the page does not show, or shows at a later revision, is gone, beyond or out of date. */
  private RouterUpdate forgetAllBut(String key, Map<InteractionId, Long> shown, long since) {
    Window of = windows.get(key);
    if (of == null) return RouterUpdate.NOTHING;
    RouterUpdate telling = RouterUpdate.NOTHING;
    for (Candidate candidate : List.copyOf(of.front)) {
      Known known = waiting.get(candidate.id());
      Long revision = shown.get(candidate.id());
      if (known.tick() <= since && (revision == null || revision > known.revision()))
        telling = telling.and(forget(candidate.id()));
    }
    return telling;
  }

  /** Waiting by the table, but this line knows better. */
  private boolean isOnItsWay(Backlog.Entry entry) {
    return isKnown(entry) && !waiting.containsKey(entry.candidate().id());
  }

  /** Corrects the offers by a complete table: those it does not show have ended. */
  public RouterUpdate correctedOffers(List<Backlog.Entry> offers, long since) {
    var shown = new HashSet<InteractionId>();
    RouterUpdate telling = RouterUpdate.NOTHING;
    for (Backlog.Entry offer : offers) {
      shown.add(offer.candidate().id());
      telling = telling.and(isOffered(offer.candidate(), offer.revision()));
    }
    handOffs
        .entrySet()
        .removeIf(
            e ->
                e.getValue().known().isEmpty()
                    && e.getValue().tick() <= since
                    && !shown.contains(e.getKey()));
    return telling;
  }

  /** The classes that this line knows of. */
  public List<String> classes() {
    return List.copyOf(windows.keySet());
  }

  /** Everything the router may propose. */
  public List<Candidate> front() {
    var all = new ArrayList<Candidate>(waiting.size());
    waiting.values().forEach(known -> all.add(known.candidate()));
    return all;
  }

  public boolean isHandingOff(InteractionId id) {
    return handOffs.containsKey(id);
  }

  /** Whether the hand-off that is under way is this one, so that its end will be told. */
  public boolean isHandingOff(Match match) {
    HandOff handOff = handOffs.get(match.interaction());
    return handOff != null
        && handOff.placement() == match.placement()
        && handOff.agent().equals(Optional.of(match.agent()));
  }

  public long waitingCount() {
    long count = 0;
    for (Window of : windows.values()) count += of.size();
    return count;
  }

  public long handingOffCount() {
    return handOffs.size();
  }

  public Optional<Instant> oldest() {
    Instant oldest = null;
    for (Known known : waiting.values())
      if (oldest == null || known.candidate().waitingSince().isBefore(oldest))
        oldest = known.candidate().waitingSince();
    return Optional.ofNullable(oldest);
  }
}
