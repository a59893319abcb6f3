package io.ixion.engine.simulation;

import io.ixion.engine.decision.Outcome;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.OfferId;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.interaction.Place;
import io.ixion.engine.queue.Backlog;
import io.ixion.engine.queue.domain.RouterUpdate;
import io.ixion.engine.queue.domain.WaitingLine;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Match;
import io.ixion.engine.routing.Requirement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a queue's shell does, over a simulated network and table. */
final class QueueModel {
  private static final int WINDOW = 3;

  private final QueueId id;
  private final Network network;
  private final World world;
  private WaitingLine line;
  private Set<String> refilling;
  private long sequence;
  private boolean ready;
  private boolean sweeping;
  private int life;

  QueueModel(QueueId id, Network network, World world) {
    this.id = id;
    this.network = network;
    this.world = world;
    crash();
    network.every(Duration.ofSeconds(2), () -> tell(RouterUpdate.NOTHING, true));
    network.every(Duration.ofSeconds(10), this::sweep);
  }

  void crash() {
    life++;
    line = new WaitingLine(WINDOW, 100);
    refilling = new HashSet<>();
    sequence = 0;
    ready = false;
    sweeping = false;
    sweep();
  }

  WaitingLine line() {
    return line;
  }

  /** Answers and readings that a former life has asked for find nobody. */
  private Runnable mine(Runnable what) {
    int born = life;
    return () -> {
      if (life == born) what.run();
    };
  }

  void news(InteractionHeader interaction) {
    boolean here = interaction.position().queue().equals(id);
    Candidate candidate = candidate(interaction);
    if (here && interaction.isWaiting()) tell(line.waits(candidate, interaction.revision()), false);
    else if (here && interaction.place() instanceof Place.Offered)
      tell(line.isOffered(candidate, interaction.revision()), false);
    else tell(line.isGone(candidate, interaction.revision()), false);
  }

  void proposed(Match match) {
    Optional<Candidate> candidate = line.take(match);
    if (candidate.isPresent()) askAgent(match, candidate.get());
    else if (!line.isHandingOff(match)) world.router.settled(match, false);
    refill();
  }

  private void askAgent(Match match, Candidate candidate) {
    var offer = new OfferId(match.interaction(), match.placement());
    int born = life;
    network.ask(
        () -> world.agents.get(match.agent()).reserve(offer, candidate.requirement().mediaType()),
        answer -> {
          if (life != born) return;
          if (answer.isPresent() && answer.get()) askInteraction(match);
          else waitsAgain(match);
        });
  }

  private void askInteraction(Match match) {
    int born = life;
    world.interactions.command(
        match.interaction(),
        new InteractionCommand.Offer(match.placement(), match.agent()),
        answer -> {
          if (life == born) offerAnswered(match, answer);
        });
  }

  private void offerAnswered(Match match, Optional<Outcome<Interaction>> answer) {
    if (answer.isPresent() && answer.get() instanceof Outcome.Done<Interaction> made) {
      world.router.settled(match, true);
      news(made.value().header());
      return;
    }
    AgentId agent = match.agent();
    network.send(() -> world.agents.get(agent).cancelReservation(match.interaction()));
    if (answer.isEmpty()) {
      waitsAgain(match);
      return;
    }
    line.drop(match);
    world.router.settled(match, false);
    int born = life;
    world.interactions.find(
        match.interaction(),
        found -> {
          if (life == born) found.flatMap(one -> one).ifPresent(this::news);
        });
  }

  private void waitsAgain(Match match) {
    world.router.settled(match, false);
    tell(line.putBack(match, network.now().plusSeconds(1)), false);
  }

  private void tell(RouterUpdate telling, boolean evenNothing) {
    if (ready && (evenNothing || !telling.isEmpty()))
      world.router.waiting(id, ++sequence, false, telling.waiting(), telling.gone());
    refill();
  }

  void tellAll() {
    if (ready) world.router.waiting(id, ++sequence, true, line.front(), List.of());
  }

  private void refill() {
    for (String key : line.thirsty()) if (refilling.add(key)) read(key, 1);
  }

  private void read(String key, int attempt) {
    var after = line.last(key);
    int limit = Math.max(1, line.room(key));
    Runnable reading =
        mine(
            () -> {
              var page = page(key, after, limit);
              network.after(
                  network.upTo(Duration.ofMillis(20)), mine(() -> refilled(key, page, attempt)));
            });
    network.after(network.upTo(Duration.ofMillis(20)), reading);
  }

  private void refilled(String key, List<Backlog.Entry> page, int attempt) {
    RouterUpdate telling = line.refilled(key, page);
    boolean goOn = line.thirsty().contains(key) && attempt < 5;
    if (goOn) network.after(Duration.ofMillis(200), mine(() -> read(key, attempt + 1)));
    else refilling.remove(key);
    if (!goOn && line.thirsty().contains(key)) sweep();
    tell(telling, false);
  }

  private void sweep() {
    if (sweeping) return;
    sweeping = true;
    long since = line.tick();
    Map<String, Long> counts = new HashMap<>();
    line.classes().forEach(key -> counts.put(key, line.count(key)));
    world.interactions.caughtUp(mine(() -> readSuspects(since, counts)));
  }

  private void readSuspects(long since, Map<String, Long> counts) {
    Map<String, Long> inTable = new TreeMap<>();
    waiting().forEach(entry -> inTable.merge(key(entry), 1L, Long::sum));
    var suspects = new TreeSet<>(counts.keySet());
    suspects.addAll(inTable.keySet());
    suspects.removeIf(key -> counts.getOrDefault(key, -1L).equals(inTable.getOrDefault(key, 0L)));
    Map<String, List<Backlog.Entry>> pages = new TreeMap<>();
    Runnable ending =
        mine(() -> swept(since, suspects, inTable, pages, entries(Place.Offered.class)));
    Runnable paging =
        mine(
            () -> {
              suspects.forEach(key -> pages.put(key, page(key, Optional.empty(), WINDOW)));
              network.after(network.upTo(Duration.ofMillis(30)), ending);
            });
    network.after(network.upTo(Duration.ofMillis(30)), paging);
  }

  private void swept(
      long since,
      Set<String> suspects,
      Map<String, Long> inTable,
      Map<String, List<Backlog.Entry>> pages,
      List<Backlog.Entry> offered) {
    sweeping = false;
    List<RouterUpdate> tellings = new ArrayList<>();
    tellings.add(line.correctedOffers(offered, since));
    for (String key : suspects)
      tellings.add(
          line.corrected(key, inTable.getOrDefault(key, 0L), pages.get(key), WINDOW, since));
    if (ready) {
      tellings.forEach(telling -> tell(telling, false));
      return;
    }
    ready = true;
    tellAll();
  }

  private List<Backlog.Entry> waiting() {
    return entries(Place.Queued.class);
  }

  private List<Backlog.Entry> entries(Class<? extends Place> place) {
    return world.interactions.table.values().stream()
        .map(Interaction::header)
        .filter(i -> i.position().queue().equals(id))
        .filter(i -> place.isInstance(i.place()) && !i.isHeld())
        .map(i -> new Backlog.Entry(candidate(i), i.revision()))
        .toList();
  }

  private List<Backlog.Entry> page(String key, Optional<Candidate> after, int limit) {
    return waiting().stream()
        .filter(entry -> key(entry).equals(key))
        .filter(e -> after.isEmpty() || Candidate.ORDER.compare(e.candidate(), after.get()) > 0)
        .sorted(Comparator.comparing(Backlog.Entry::candidate, Candidate.ORDER))
        .limit(limit)
        .toList();
  }

  private static String key(Backlog.Entry entry) {
    return entry.candidate().requirement().key();
  }

  private static Candidate candidate(InteractionHeader interaction) {
    Map<AgentId, Instant> avoided = new HashMap<>();
    interaction.avoided().forEach(one -> avoided.put(one.agent(), one.until()));
    InteractionId id = interaction.id();
    var profile = interaction.profile();
    return new Candidate(
        id,
        interaction.position().queue(),
        interaction.position().placement(),
        new Requirement(profile.mediaType(), profile.skills()),
        interaction.priority(),
        interaction.waitingSince(),
        avoided);
  }
}
