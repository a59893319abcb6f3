package io.ixion.engine.routing.domain;

import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.routing.Candidate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds waiting candidates by id, by queue, and by the instant at which an avoidance ends. */
final class WaitingIndex {
  /** A candidate and the line it stands in. */
  record Entry(Candidate candidate, CandidateLine line) {}

  private record Retry(Instant at, InteractionId id) {
    static final Comparator<Retry> ORDER = Comparator.comparing(Retry::at).thenComparing(Retry::id);
  }

  private final Map<InteractionId, Entry> entries = new HashMap<>();
  private final Map<QueueId, Set<InteractionId>> queues = new HashMap<>();
  private final TreeSet<Retry> retries = new TreeSet<>(Retry.ORDER);

  Optional<Entry> find(InteractionId id) {
    return Optional.ofNullable(entries.get(id));
  }

  /** Empty when this very candidate no longer waits: it was matched or replaced meanwhile. */
  Optional<Entry> find(Candidate candidate) {
    return find(candidate.id()).filter(entry -> entry.candidate == candidate);
  }

  void add(Entry entry, Instant now) {
    Candidate candidate = entry.candidate;
    entries.put(candidate.id(), entry);
    queues.computeIfAbsent(candidate.queue(), queue -> new HashSet<>()).add(candidate.id());
    for (Instant until : candidate.avoided().values())
      if (until.isAfter(now)) retries.add(new Retry(until, candidate.id()));
  }

  void remove(Entry entry) {
    Candidate candidate = entry.candidate;
    entries.remove(candidate.id());
    queues.computeIfPresent(
        candidate.queue(),
        (queue, ids) -> ids.remove(candidate.id()) && ids.isEmpty() ? null : ids);
    for (Instant until : candidate.avoided().values())
      retries.remove(new Retry(until, candidate.id()));
  }

  List<InteractionId> of(QueueId queue) {
    return List.copyOf(queues.getOrDefault(queue, Set.of()));
  }

  Optional<Instant> nextRetry() {
    return retries.isEmpty() ? Optional.empty() : Optional.of(retries.first().at());
  }

  /** Takes out the candidates of whom an avoidance has ended by now. */
  List<Candidate> due(Instant now) {
    var due = new ArrayList<Candidate>();
    while (!retries.isEmpty() && !retries.first().at().isAfter(now))
      due.add(entries.get(retries.pollFirst().id()).candidate());
    return due;
  }

  int size() {
    return entries.size();
  }

  int queues() {
    return queues.size();
  }

  int retries() {
    return retries.size();
  }
}
