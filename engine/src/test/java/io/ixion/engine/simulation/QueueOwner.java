package io.ixion.engine.simulation;

import io.ixion.engine.decision.Rejection;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.Place;
import io.ixion.engine.queue.Backlog;
import io.ixion.engine.queue.QueueEffect;
import io.ixion.engine.queue.QueueNews;
import io.ixion.engine.queue.QueueStatus;
import io.ixion.engine.queue.TableView;
import io.ixion.engine.queue.domain.QueueRules;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Match;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One queue's owner: its rules over the simulated network and table. */
final class QueueOwner {
  private static final Duration READING = Duration.ofMillis(20);
  private final QueueId id;
  private final Network network;
  private final Cluster cluster;
  private QueueRules rules;
  private int life;

  QueueOwner(QueueId id, Network network, Cluster cluster) {
    this.id = id;
    this.network = network;
    this.cluster = cluster;
    crash();
    network.every(Duration.ofSeconds(2), () -> run(rules.hello()));
    network.every(
        Duration.ofSeconds(10), () -> run(rules.due(new QueueEffect.Sweep(0), network.now())));
  }

  void crash() {
    life++;
    rules = cluster.deciders.queue();
    run(rules.started());
  }

  QueueStatus status() {
    return rules.status(network.now());
  }

  List<Candidate> front() {
    return rules.front();
  }

  int inMemory() {
    return rules.inMemory();
  }

  void news(QueueNews news) {
    run(rules.news(news, network.now()));
  }

  void proposed(Match match) {
    run(rules.proposed(match, network.now()));
  }

  void reserved(Match match, Optional<Rejection> refused) {
    run(rules.reserved(match, refused, network.now()));
  }

  void tellAll() {
    run(rules.tellAll());
  }

  private void run(List<QueueEffect> effects) {
    for (QueueEffect effect : effects)
      if (effect instanceof QueueEffect.Later it)
        network.after(it.delay(), mine(() -> run(rules.due(it.timer(), network.now()))));
      else if (effect instanceof QueueEffect.ReadMore it) readMore(it);
      else if (effect instanceof QueueEffect.ReadTable it)
        cluster.interactions.caughtUp(mine(() -> readTable(it)));
      else cluster.run(id, effect);
  }

  /** Answers and readings that a former life has asked for find nobody. */
  private Runnable mine(Runnable what) {
    int born = life;
    return () -> {
      if (life == born) what.run();
    };
  }

  private void readMore(QueueEffect.ReadMore it) {
    Runnable reading =
        mine(
            () -> {
              var page = page(it.key(), it.after(), it.limit());
              network.after(
                  network.upTo(READING),
                  mine(() -> run(rules.refilled(it.key(), it.attempt(), Optional.of(page)))));
            });
    network.after(network.upTo(READING), reading);
  }

  private void readTable(QueueEffect.ReadTable it) {
    Map<String, Backlog.WaitingClass> inTable = new TreeMap<>();
    for (Backlog.Entry entry : waiting())
      inTable.merge(
          key(entry),
          new Backlog.WaitingClass(key(entry), 1, Backlog.digest(entry.candidate())),
          (a, b) ->
              new Backlog.WaitingClass(
                  a.requirementKey(), a.waiting() + b.waiting(), a.digest() + b.digest()));
    var suspects = cluster.deciders.suspects(it.known(), List.copyOf(inTable.values()));
    network.after(network.upTo(READING), mine(() -> readPages(it, suspects)));
  }

  private void readPages(QueueEffect.ReadTable it, List<Backlog.WaitingClass> suspects) {
    var views = new ArrayList<TableView.ClassView>();
    for (Backlog.WaitingClass one : suspects)
      views.add(
          new TableView.ClassView(
              one, Deciders.WINDOW, page(one.requirementKey(), Optional.empty(), Deciders.WINDOW)));
    network.after(network.upTo(READING), mine(() -> endReading(it, views)));
  }

  private void endReading(QueueEffect.ReadTable it, List<TableView.ClassView> views) {
    var view = new TableView(views, entries(Place.Offered.class));
    run(rules.swept(it.since(), Optional.of(view)));
  }

  private List<Backlog.Entry> waiting() {
    return entries(Place.Queued.class);
  }

  private List<Backlog.Entry> entries(Class<? extends Place> place) {
    return cluster.interactions.table.values().stream()
        .map(Interaction::header)
        .filter(header -> header.position().queue().equals(id))
        .filter(header -> place.isInstance(header.place()) && !header.isHeld())
        .map(Backlog.Entry::of)
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
}
