package io.ixion.engine.queue.domain;

import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.queue.Backlog;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Match;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

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
  private final Set<String> low = new LinkedHashSet<>(); // fronts that run low, with more beyond
  private final Map<InteractionId, Known> waiting = new HashMap<>();
  private final TreeSet<Candidate> byAge =
      new TreeSet<>(Comparator.comparing(Candidate::waitingSince).thenComparing(Candidate::id));
  private final Map<InteractionId, HandOff> handOffs = new HashMap<>();
  private final LinkedHashMap<InteractionId, Long> departed = new LinkedHashMap<>();
  private long beyond;
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

  /** It waits, and did not wait here before. */
  public RouterUpdate waits(Candidate candidate, long revision) {
    return waits(candidate, revision, false);
  }

  /**
   * It waits.
   *
   * @param waited whether it waited here before this change
   */
  public RouterUpdate waits(Candidate candidate, long revision, boolean waited) {
    if (isOld(candidate.id(), revision)) return RouterUpdate.NOTHING;
    HandOff handOff = handOffs.get(candidate.id());
    if (handOff != null && handOff.placement() >= candidate.placement()) {
      var known = handOff.known().map(k -> new Known(k.candidate(), revision, ++ticks));
      handOffs.put(
          candidate.id(),
          new HandOff(handOff.placement(), handOff.agent(), known, revision, ticks));
      return RouterUpdate.NOTHING; // changed while it is on its way to an agent
    }
    Known known = waiting.get(candidate.id());
    if (known != null && known.candidate().equals(candidate)) {
      waiting.put(candidate.id(), new Known(candidate, revision, ++ticks));
      return RouterUpdate.NOTHING; // changed in nothing that the router sees
    }
    if (waited && known == null && handOff == null) isNotBeyond(candidate);
    handOffs.remove(candidate.id());
    departed.remove(candidate.id());
    return new RouterUpdate.Sum()
        .add(forget(candidate.id()))
        .add(insert(new Known(candidate, revision, ++ticks)))
        .total();
  }

  /** It waited here, and is offered to an agent. */
  public RouterUpdate isOffered(Candidate candidate, long revision) {
    return isOffered(candidate, revision, true);
  }

  /**
   * It is offered to an agent.
   *
   * @param waited whether it waited here before this change
   */
  public RouterUpdate isOffered(Candidate candidate, long revision, boolean waited) {
    InteractionId id = candidate.id();
    if (isOld(id, revision)) return RouterUpdate.NOTHING;
    RouterUpdate telling = leaves(id, candidate, waited);
    Optional<AgentId> agent =
        Optional.ofNullable(handOffs.get(id))
            .filter(handOff -> handOff.placement() == candidate.placement())
            .flatMap(HandOff::agent);
    handOffs.put(
        id, new HandOff(candidate.placement(), agent, Optional.empty(), revision, ++ticks));
    return telling;
  }

  /** It waited here, and is neither waiting here nor offered from here any more. */
  public RouterUpdate isGone(Candidate last, long revision) {
    return isGone(last, revision, true);
  }

  /**
   * It is neither waiting here nor offered from here any more.
   *
   * @param waited whether it waited here before this change: only then can it have been beyond
   */
  public RouterUpdate isGone(Candidate last, long revision, boolean waited) {
    InteractionId id = last.id();
    if (isOld(id, revision)) return RouterUpdate.NOTHING;
    RouterUpdate telling = leaves(id, last, waited);
    handOffs.remove(id);
    remember(id, revision);
    return telling;
  }

  private RouterUpdate leaves(InteractionId id, Candidate last, boolean waited) {
    if (waiting.containsKey(id)) return forget(id);
    if (waited && !handOffs.containsKey(id)) isNotBeyond(last);
    return RouterUpdate.NOTHING;
  }

  private void isNotBeyond(Candidate candidate) {
    Window of = windows.get(candidate.requirement().key());
    if (of == null) return;
    beyond -= of.beyond();
    of.isNotBeyond(candidate);
    settle(of);
  }

  /** The window has changed; its {@code beyond} was taken out of the total before. */
  private void settle(Window of) {
    beyond += of.beyond();
    if (of.beyond() > 0 && of.front.size() <= window / 4) low.add(of.key);
    else low.remove(of.key);
    if (of.isEmpty()) windows.remove(of.key);
  }

  private Window window(String key) {
    return windows.computeIfAbsent(key, Window::new);
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
    Window of = window(candidate.requirement().key());
    beyond -= of.beyond();
    var update = new RouterUpdate.Sum();
    if (of.front.size() < window && of.belongsInside(candidate, false)) update.add(makeRoom(of));
    boolean full = of.front.size() >= window || waiting.size() >= maxInMemory;
    if (!of.belongsInside(candidate, full)) of.goesBeyond(candidate, known.revision(), window);
    else {
      if (full && !of.front.isEmpty()) update.add(push(of));
      enter(of, known);
      update.add(RouterUpdate.waiting(candidate));
    }
    settle(of);
    return update.total();
  }

  /** The last of a front goes beyond it. */
  private RouterUpdate push(Window of) {
    Candidate last = of.front.last();
    Known known = waiting.remove(last.id());
    byAge.remove(last);
    of.leaves(last);
    of.goesBeyond(last, known.revision(), window);
    return RouterUpdate.gone(last.id());
  }

  private void enter(Window of, Known known) {
    of.enters(known.candidate());
    byAge.add(known.candidate());
    waiting.put(known.candidate().id(), known);
  }

  /**
   * Where the memory is full, a class with less than its share takes a place of the one with the
   * longest front: what waits for agents who are not there must not keep others from those who are.
   */
  private RouterUpdate makeRoom(Window of) {
    if (waiting.size() < maxInMemory || of.front.size() >= share()) return RouterUpdate.NOTHING;
    Window longest = Collections.max(windows.values(), Comparator.comparing(w -> w.front.size()));
    if (longest == of || longest.front.size() <= share()) return RouterUpdate.NOTHING;
    beyond -= longest.beyond();
    RouterUpdate pushed = push(longest);
    settle(longest);
    return pushed;
  }

  /** How many places each class can be sure of. */
  private int share() {
    return Math.max(1, maxInMemory / Math.max(1, windows.size()));
  }

  private RouterUpdate forget(InteractionId id) {
    Known known = waiting.remove(id);
    if (known == null) return RouterUpdate.NOTHING;
    Window of = windows.get(known.candidate().requirement().key());
    beyond -= of.beyond();
    of.leaves(known.candidate());
    byAge.remove(known.candidate());
    settle(of);
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
    if (low.isEmpty()) return List.of();
    if (waiting.size() < maxInMemory) return List.copyOf(low);
    return low.stream().filter(key -> windows.get(key).front.size() < share()).toList();
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
    return Math.max(
        0, Math.min(window - inFront, Math.max(maxInMemory - waiting.size(), share() - inFront)));
  }

  /** Takes in what a refill has read beyond the front. */
  public RouterUpdate refilled(String key, List<Backlog.Entry> page) {
    Window of = window(key);
    beyond -= of.beyond();
    var update = new RouterUpdate.Sum();
    for (Backlog.Entry entry : of.completed(page)) {
      Candidate candidate = entry.candidate();
      if (isKnown(entry)) of.forgetPassed(candidate);
      if (isKnown(entry) || room(key) == 0) continue;
      update.add(makeRoom(of));
      if (waiting.size() >= maxInMemory) continue;
      of.isNotBeyond(candidate);
      enter(of, new Known(candidate, entry.revision(), ++ticks));
      update.add(RouterUpdate.waiting(candidate));
    }
    settle(of);
    return update.total();
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

  /** The digest of those who wait, in memory and beyond; see {@link Backlog#digest}. */
  public long digest(String key) {
    Window of = windows.get(key);
    return of == null ? 0 : of.digest();
  }

  /**
   * Corrects one class by what a complete table shows of its front.
   *
   * @param inTable who wait by the table
   * @param asked how many entries the page could have had
   * @param since what was learned after this tick is newer than the table
   */
  public RouterUpdate corrected(
      Backlog.WaitingClass inTable, List<Backlog.Entry> page, int asked, long since) {
    boolean whole = page.size() < asked;
    var shown = new HashMap<InteractionId, Long>();
    page.forEach(entry -> shown.put(entry.candidate().id(), entry.revision()));
    var update = new RouterUpdate.Sum();
    update.add(forgetAllBut(inTable.requirementKey(), shown, since));
    Window of = window(inTable.requirementKey());
    List<Candidate> newer = of.front.stream().filter(c -> !shown.containsKey(c.id())).toList();
    List<Candidate> elsewhere =
        page.stream().filter(this::isOnItsWay).map(Backlog.Entry::candidate).toList();
    beyond -= of.beyond();
    of.nothingBeyond();
    settle(of);
    // Chosen before the first is inserted: whom that pushes out of the front is counted already.
    for (Backlog.Entry entry : page.stream().filter(e -> !isKnown(e)).toList())
      update.add(insert(new Known(entry.candidate(), entry.revision(), ++ticks)));
    Window now = window(inTable.requirementKey());
    beyond -= now.beyond();
    now.corrected(
        (whole ? page.size() : inTable.waiting()) - elsewhere.size() + newer.size(),
        (whole ? digest(page.stream().map(Backlog.Entry::candidate)) : inTable.digest())
            - digest(elsewhere.stream())
            + digest(newer.stream()));
    settle(now);
    return update.total();
  }

  private static long digest(Stream<Candidate> candidates) {
    return candidates.mapToLong(Backlog::digest).sum();
  }

  /** What the page does not show, or shows at a later revision, is gone, beyond or out of date. */
  private RouterUpdate forgetAllBut(String key, Map<InteractionId, Long> shown, long since) {
    Window of = windows.get(key);
    if (of == null) return RouterUpdate.NOTHING;
    var update = new RouterUpdate.Sum();
    for (Candidate candidate : List.copyOf(of.front)) {
      Known known = waiting.get(candidate.id());
      Long revision = shown.get(candidate.id());
      if (known.tick() <= since && (revision == null || revision > known.revision()))
        update.add(forget(candidate.id()));
    }
    return update.total();
  }

  /** Waiting by the table, but this line knows better. */
  private boolean isOnItsWay(Backlog.Entry entry) {
    return isKnown(entry) && !waiting.containsKey(entry.candidate().id());
  }

  /** Corrects the offers by a complete table: those it does not show have ended. */
  public RouterUpdate correctedOffers(List<Backlog.Entry> offers, long since) {
    var shown = new HashSet<InteractionId>();
    var update = new RouterUpdate.Sum();
    for (Backlog.Entry offer : offers) {
      shown.add(offer.candidate().id());
      update.add(isOffered(offer.candidate(), offer.revision(), false)); // its class is counted
    }
    handOffs
        .entrySet()
        .removeIf(
            e ->
                e.getValue().known().isEmpty()
                    && e.getValue().tick() <= since
                    && !shown.contains(e.getKey()));
    return update.total();
  }

  /** The classes that this line knows of. */
  public List<String> classes() {
    return List.copyOf(windows.keySet());
  }

  /** Everything the router may propose, in its order. */
  public List<Candidate> front() {
    var all = new ArrayList<Candidate>(waiting.size());
    waiting.values().forEach(known -> all.add(known.candidate()));
    all.sort(Candidate.ORDER);
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

  /** How many of those who wait are in memory. */
  public int inMemory() {
    return waiting.size();
  }

  public long waitingCount() {
    return waiting.size() + beyond;
  }

  public long handingOffCount() {
    return handOffs.size();
  }

  public Optional<Instant> oldest() {
    return byAge.isEmpty() ? Optional.empty() : Optional.of(byAge.first().waitingSince());
  }
}
