package io.ixion.engine.reporting.domain;

import io.ixion.engine.reporting.domain.JournalRow.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Folds a batch of journal rows of one kind into the latest state of each subject. An event that is
 * already part of the state is skipped; one that leaves a gap, cannot be read or cannot be applied
 * is set aside, and nothing else suffers.
 *
 * @param <S> the state
 * @param <E> the event
 */
public final class Fold<S, E> {
  private final BiFunction<Optional<S>, E, S> evolve;
  private final ToLongFunction<S> revision;
  private final Function<S, Subject> owner;
  private final Decoder<E> decoder;

  /** Reads an event; throws whatever it likes when it cannot. */
  @FunctionalInterface
  public interface Decoder<E> {
    E decode(byte[] payload) throws Exception;
  }

  /** What became of a batch. */
  public record Result<S>(Map<Subject, S> states, List<Failure> failures) {}

  /** A row that could not be applied, and why, without any of its content. */
  public record Failure(JournalRow row, String reason) {}

  /**
   * @param owner whose state it is by its own account; an event that makes another's is set aside
   */
  public Fold(
      BiFunction<Optional<S>, E, S> evolve,
      ToLongFunction<S> revision,
      Function<S, Subject> owner,
      Decoder<E> decoder) {
    this.evolve = evolve;
    this.revision = revision;
    this.owner = owner;
    this.decoder = decoder;
  }

  /** Folds rows, in their order, over the states known so far. */
  public Result<S> fold(Map<Subject, S> known, List<JournalRow> rows) {
    var states = new LinkedHashMap<Subject, S>();
    var failures = new ArrayList<Failure>();
    for (JournalRow row : rows) {
      Subject subject = row.subject().orElseThrow();
      Optional<S> before = Optional.ofNullable(states.getOrDefault(subject, known.get(subject)));
      long at = before.map(revision::applyAsLong).orElse(0L);
      if (row.sequenceNumber() <= at) continue;
      if (row.sequenceNumber() > at + 1) {
        failures.add(
            new Failure(
                row, "expected event " + (at + 1) + " first; an earlier one could not be applied"));
        continue;
      }
      try {
        S after = evolve.apply(before, decoder.decode(row.payload()));
        if (owner.apply(after).equals(subject)) states.put(subject, after);
        else failures.add(new Failure(row, "the event names another owner than its journal"));
      } catch (Exception e) {
        failures.add(new Failure(row, "cannot apply the event: " + e.getClass().getSimpleName()));
      }
    }
    return new Result<>(states, failures);
  }
}
