package io.ixion.engine.reporting.domain;

import java.util.Optional;

/**
 * One row of the journal.
 *
 * @param txid transaction that wrote it; with {@code ordering} its place in commit order
 * @param writtenAt milliseconds since 1970
 */
public record JournalRow(
    long txid, long ordering, String persistenceId, long sequenceNumber, long writtenAt, byte[] payload) {

  /** Whose event it is, if it is one that the read side shows. */
  public Optional<Subject> subject() {
    String[] parts = persistenceId.split("\\|", -1);
    if (parts.length != 3) return Optional.empty();
    if (parts[0].equals("interaction")) return Optional.of(new Subject(Kind.INTERACTION, parts[1], parts[2]));
    return parts[0].equals("agent") ? Optional.of(new Subject(Kind.AGENT, parts[1], parts[2])) : Optional.empty();
  }

  /** What the read side has a table for. */
  public enum Kind {
    INTERACTION,
    AGENT
  }

  /** The key of a row of the read tables. */
  public record Subject(Kind kind, String tenant, String id) {}
}
