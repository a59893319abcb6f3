package io.ixion.engine.queue.domain;

import io.ixion.engine.decision.Rejection;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.queue.Backlog;
import io.ixion.engine.queue.QueueEffect;
import io.ixion.engine.queue.QueueNews;
import io.ixion.engine.queue.QueueSettings;
import io.ixion.engine.queue.QueueStatus;
import io.ixion.engine.queue.TableView;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Match;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a queue does with each thing that it is told: keeps the waiting line, tells the router, and
 * coordinates each hand-off. The router proposes, the agent gives a place, the interaction decides.
 * Nothing of it is stored: it is rebuilt from the interaction table once that is complete, and
 * compared with it from time to time. Deterministic, not thread-safe; belongs to one shell.
 */
public class QueueRules {
  private static final Duration REFILL_AGAIN = Duration.ofMillis(200);
  private static final int REFILL_ATTEMPTS = 25;
  private static final Duration SWEEP_AGAIN = Duration.ofMillis(500);

  /** How long an interaction is not proposed again to an agent who had no place for it. */
  private static final Duration AFTER_REFUSAL = Duration.ofMillis(500);

  /** When the table may show what died with a node, for the first time. */
  private static final Duration AFTER_LOSS = Duration.ofMillis(700);

  private static final Duration CALL_AGAIN = Duration.ofSeconds(1);
  private static final Duration GIVE_UP = Duration.ofSeconds(5);
  private static final Duration LOOK_AFTER = Duration.ofMillis(500);

  private final QueueSettings settings;
  private final WaitingLine line;
  private final Rate entered = new Rate();
  private final Rate left = new Rate();
  private final Set<String> refilling = new HashSet<>();
  private final Map<InteractionId, Call> calls = new LinkedHashMap<>();
  private long sequence;
  private boolean ready;
  private boolean sweeping;

  /** A call of a hand-off that was not answered yet. */
  private record Call(
      Match match, MediaType medium, boolean reserved, Instant begun, Instant asked) {
    QueueEffect effect() {
      return reserved ? new QueueEffect.Offer(match) : new QueueEffect.Reserve(match, medium);
    }

    Call askedAt(Instant now) {
      return new Call(match, medium, reserved, begun, now);
    }
  }

  public QueueRules(QueueSettings settings) {
    this.settings = settings;
    this.line = new WaitingLine(settings.window(), settings.maxInMemory());
  }

  /** The queue has come to life and knows nothing. */
  public List<QueueEffect> started() {
    return sweep();
  }

  /** News of an interaction. */
  public List<QueueEffect> news(QueueNews news, Instant now) {
    var effects = new ArrayList<QueueEffect>();
    long before = line.waitingCount() + line.handingOffCount();
    Optional<Match> refused = endCall(news, effects);
    boolean waits = news.whereabouts() == QueueNews.Whereabouts.WAITING;
    if (waits) refused.ifPresent(line::drop); // else the line would take it to be on its way
    boolean waited =
        news.was().equals(Optional.of(QueueNews.Whereabouts.WAITING))
            && !(waits && refused.isPresent());
    RouterUpdate update =
        switch (news.whereabouts()) {
          case WAITING -> line.waits(news.candidate(), news.revision(), waited);
          case OFFERED -> line.isOffered(news.candidate(), news.revision(), waited);
          case GONE -> line.isGone(news.candidate(), news.revision(), waited);
        };
    long after = line.waitingCount() + line.handingOffCount();
    if (after > before) entered.count(now);
    if (after < before) left.count(now);
    tell(update, false, effects);
    // News that is no newer than what the line knows has changed nothing: it waits as before.
    refused.ifPresent(match -> tell(line.putBack(match, now.plus(AFTER_REFUSAL)), false, effects));
    return effects;
  }

  /**
   * News of what was called for is the answer, whoever caused it.
   *
   * @return the hand-off, if this ends it without an offer
   */
  private Optional<Match> endCall(QueueNews news, List<QueueEffect> effects) {
    Call call = calls.get(news.candidate().id());
    if (call == null) return Optional.empty();
    Match match = call.match();
    boolean made =
        news.whereabouts() == QueueNews.Whereabouts.OFFERED
            && news.candidate().placement() == match.placement()
            && news.agent().equals(Optional.of(match.agent()));
    boolean refused =
        news.answers().equals(Optional.of(match.placement()))
            || news.candidate().placement() > match.placement()
            || news.whereabouts() != QueueNews.Whereabouts.WAITING;
    if (!made && !refused) return Optional.empty(); // changed while it is on its way
    calls.remove(match.interaction());
    effects.add(new QueueEffect.Settled(match, made));
    if (made) return Optional.empty();
    effects.add(new QueueEffect.GiveBack(match));
    return Optional.of(match);
  }

  /** The router proposes a hand-off. */
  public List<QueueEffect> proposed(Match match, Instant now) {
    var effects = new ArrayList<QueueEffect>();
    Optional<Candidate> candidate = line.take(match);
    if (candidate.isPresent()) {
      MediaType medium = candidate.get().requirement().mediaType();
      call(new Call(match, medium, false, now, now), effects);
    } else if (!line.isHandingOff(match)) effects.add(new QueueEffect.Settled(match, false));
    refill(effects);
    return effects;
  }

  private void call(Call call, List<QueueEffect> effects) {
    if (calls.isEmpty()) effects.add(new QueueEffect.Later(new QueueEffect.Calls(), LOOK_AFTER));
    calls.put(call.match().interaction(), call);
    effects.add(call.effect());
  }

  /** An agent has kept a place, or has none. */
  public List<QueueEffect> reserved(Match match, Optional<Rejection> refused, Instant now) {
    var effects = new ArrayList<QueueEffect>();
    Call call = calls.get(match.interaction());
    boolean expected = call != null && call.match().equals(match);
    if (expected && call.reserved()) return effects; // the same again
    if (!expected) {
      if (refused.isEmpty() && !line.isHandingOff(match))
        effects.add(new QueueEffect.GiveBack(match));
      return effects;
    }
    if (refused.isEmpty()) call(new Call(match, call.medium(), true, now, now), effects);
    else waitsAgain(match, now, effects);
    return effects;
  }

  /** Calls that were not answered are made again, or given up: whoever asks next finds out. */
  private List<QueueEffect> lookAfterCalls(Instant now) {
    var effects = new ArrayList<QueueEffect>();
    for (Call call : List.copyOf(calls.values()))
      if (!call.begun().plus(GIVE_UP).isAfter(now)) {
        effects.add(new QueueEffect.GiveBack(call.match()));
        waitsAgain(call.match(), now, effects);
      } else if (!call.asked().plus(CALL_AGAIN).isAfter(now)) {
        calls.put(call.match().interaction(), call.askedAt(now));
        effects.add(call.effect());
      }
    if (!calls.isEmpty()) effects.add(new QueueEffect.Later(new QueueEffect.Calls(), LOOK_AFTER));
    return effects;
  }

  private void waitsAgain(Match match, Instant now, List<QueueEffect> effects) {
    calls.remove(match.interaction());
    effects.add(new QueueEffect.Settled(match, false));
    tell(line.putBack(match, now.plus(AFTER_REFUSAL)), false, effects);
  }

  // What the router is told.

  private void tell(RouterUpdate update, boolean evenNothing, List<QueueEffect> effects) {
    if (ready && (evenNothing || !update.isEmpty()))
      effects.add(new QueueEffect.TellRouter(++sequence, false, update.waiting(), update.gone()));
    refill(effects);
  }

  /** The router, who may have lost something, hears at least that the queue is there. */
  public List<QueueEffect> hello() {
    var effects = new ArrayList<QueueEffect>();
    tell(RouterUpdate.NOTHING, true, effects);
    return effects;
  }

  /** The router wants to hear everything again. */
  public List<QueueEffect> tellAll() {
    if (!ready) return List.of();
    return List.of(new QueueEffect.TellRouter(++sequence, true, line.front(), List.of()));
  }

  // What the table knows better.

  /** Something of the queue's own is to be done now. */
  public List<QueueEffect> due(QueueEffect.Timer timer, Instant now) {
    if (timer instanceof QueueEffect.Sweep) return sweep();
    if (timer instanceof QueueEffect.Refill refill)
      return List.of(readMore(refill.key(), refill.attempt()));
    return lookAfterCalls(now);
  }

  private void refill(List<QueueEffect> effects) {
    for (String key : line.thirsty()) if (refilling.add(key)) effects.add(readMore(key, 1));
  }

  private QueueEffect readMore(String key, int attempt) {
    return new QueueEffect.ReadMore(key, line.last(key), Math.max(1, line.room(key)), attempt);
  }

  /**
   * More of a class was read.
   *
   * @param page empty if it could not be read, which says nothing of what is there
   */
  public List<QueueEffect> refilled(String key, int attempt, Optional<List<Backlog.Entry>> page) {
    var effects = new ArrayList<QueueEffect>();
    RouterUpdate update = page.map(read -> line.refilled(key, read)).orElse(RouterUpdate.NOTHING);
    boolean more = line.thirsty().contains(key);
    boolean again = more && attempt < REFILL_ATTEMPTS;
    if (again)
      effects.add(new QueueEffect.Later(new QueueEffect.Refill(key, attempt + 1), REFILL_AGAIN));
    else refilling.remove(key);
    if (more && !again) effects.addAll(sweep());
    tell(update, false, effects);
    return effects;
  }

  /**
   * News may have died with the node that was to tell it. The read side may have moved as well, so
   * it is looked for twice, not by all queues at the same moment.
   *
   * @param spread differs from queue to queue
   */
  public List<QueueEffect> nodeIsGone(int spread) {
    Duration share = Duration.ofMillis(Math.floorMod(spread, AFTER_LOSS.toMillis()));
    return List.of(
        new QueueEffect.Later(new QueueEffect.Sweep(1), AFTER_LOSS.plus(share)),
        new QueueEffect.Later(new QueueEffect.Sweep(2), AFTER_LOSS.multipliedBy(3).plus(share)));
  }

  private List<QueueEffect> sweep() {
    if (sweeping) return List.of();
    sweeping = true;
    var known = new HashMap<String, Backlog.WaitingClass>();
    for (String key : line.classes())
      known.put(key, new Backlog.WaitingClass(key, line.count(key), line.digest(key)));
    return List.of(new QueueEffect.ReadTable(!ready, line.tick(), known));
  }

  /** The classes on which line and table disagree. */
  public static List<Backlog.WaitingClass> suspects(
      Map<String, Backlog.WaitingClass> known, List<Backlog.WaitingClass> inTable) {
    var suspects = new ArrayList<Backlog.WaitingClass>();
    var unseen = new HashSet<>(known.keySet());
    for (Backlog.WaitingClass one : inTable) {
      unseen.remove(one.requirementKey());
      if (!one.equals(known.get(one.requirementKey()))) suspects.add(one);
    }
    unseen.forEach(key -> suspects.add(new Backlog.WaitingClass(key, 0, 0)));
    return suspects;
  }

  /** The table was read, or could not be. */
  public List<QueueEffect> swept(long since, Optional<TableView> table) {
    sweeping = false;
    if (table.isEmpty())
      return ready
          ? List.of()
          : List.of(new QueueEffect.Later(new QueueEffect.Sweep(0), SWEEP_AGAIN));
    var update = new RouterUpdate.Sum();
    update.add(line.correctedOffers(table.get().offered(), since));
    for (TableView.ClassView of : table.get().classes())
      update.add(line.corrected(of.inTable(), of.page(), of.asked(), since));
    if (!ready) {
      ready = true;
      return tellAll();
    }
    var effects = new ArrayList<QueueEffect>();
    tell(update.total(), false, effects);
    return effects;
  }

  public QueueStatus status(Instant now) {
    return new QueueStatus(
        ready,
        line.waitingCount(),
        line.handingOffCount(),
        line.oldest(),
        entered.perMinute(now),
        left.perMinute(now));
  }

  /** How many interactions and calls are in memory, for whoever checks its bounds. */
  public int inMemory() {
    return line.inMemory() + calls.size();
  }

  /** Who waits, as far as it is in memory, for whoever checks that it is so. */
  public List<Candidate> front() {
    return line.front();
  }
}
