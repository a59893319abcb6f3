package io.ixion.engine.reporting.domain;

import java.util.Optional;

/**
 * One row of the journal.
 *
 * @param txid transaction that wrote it; with {@code ordering} its place in commit order
 * @param writtenAt milliseconds since 1970
 */
public record JournalRow(
    long txid,
    long ordering,
    String persistenceId,
    long sequenceNumber,
    long writtenAt,
    byte[] payload) {

  /** Whose event it is, if it is one that the read side shows. */
  public Optional<Subject> subject() {
    int kindEnds = persistenceId.indexOf('|');
    int tenantEnds = persistenceId.indexOf('/');
    if (kindEnds < 1 || tenantEnds < kindEnds) return Optional.empty();
    String tenant = persistenceId.substring(kindEnds + 1, tenantEnds);
    String id = persistenceId.substring(tenantEnds + 1);
    return switch (persistenceId.substring(0, kindEnds)) {
      case "interaction" -> Optional.of(new Subject(Kind.INTERACTION, tenant, id));
      case "agent" -> Optional.of(new Subject(Kind.AGENT, tenant, id));
      default -> Optional.empty();
    };
  }

  /** What the read side has a table for. */
  public enum Kind {
    INTERACTION,
    AGENT
  }

  /** The key of a row of the read tables. */
  public record Subject(Kind kind, String tenant, String id) {}
}
