package io.ixion.engine.reporting.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.reporting.domain.JournalRow.Kind;
import io.ixion.engine.reporting.domain.JournalRow.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FoldTest {
  /** A state that remembers every event that made it. */
  private record Book(String name, List<String> pages) {}

  private final Fold<Book, String> fold =
      new Fold<>(FoldTest::evolve, book -> book.pages().size(), FoldTest::owner, FoldTest::decoded);

  private static Book evolve(Optional<Book> before, String event) {
    if (event.startsWith("impossible")) throw new IllegalStateException("secret " + event);
    var pages = new ArrayList<>(before.map(Book::pages).orElse(List.of()));
    pages.add(event);
    return new Book(event.substring(0, 1), pages);
  }

  private static Subject owner(Book book) {
    return subject(book.name());
  }

  private static String decoded(byte[] payload) throws IOException {
    var text = new String(payload, StandardCharsets.UTF_8);
    if (text.startsWith("unreadable")) throw new IOException("secret " + text);
    return text;
  }

  private static Subject subject(String name) {
    return new Subject(Kind.AGENT, "acme", name);
  }

  private static JournalRow row(String name, long sequenceNumber, String event) {
    return new JournalRow(
        1,
        sequenceNumber,
        "agent|acme/" + name,
        sequenceNumber,
        0,
        event.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void foldsEachSubjectsEventsInTheirOrder() {
    var result =
        fold.fold(Map.of(), List.of(row("a", 1, "a1"), row("b", 1, "b1"), row("a", 2, "a2")));
    assertThat(result.states())
        .containsEntry(subject("a"), new Book("a", List.of("a1", "a2")))
        .containsEntry(subject("b"), new Book("b", List.of("b1")));
    assertThat(result.failures()).isEmpty();
  }

  @Test
  void goesOnFromWhatIsKnown() {
    var known = Map.of(subject("a"), new Book("a", List.of("a1")));
    var result = fold.fold(known, List.of(row("a", 2, "a2")));
    assertThat(result.states()).containsEntry(subject("a"), new Book("a", List.of("a1", "a2")));
  }

  @Test
  void skipsWhatIsAlreadyPartOfTheState() {
    var known = Map.of(subject("a"), new Book("a", List.of("a1", "a2")));
    var result = fold.fold(known, List.of(row("a", 1, "a1"), row("a", 2, "a2")));
    assertThat(result.states()).isEmpty();
    assertThat(result.failures()).isEmpty();
  }

  @Test
  void setsAsideAnEventAfterAGapAndNothingElse() {
    var result = fold.fold(Map.of(), List.of(row("a", 2, "a2"), row("b", 1, "b1")));
    assertThat(result.states()).containsOnlyKeys(subject("b"));
    assertThat(failed(result)).containsExactly("a2");
    assertThat(result.failures().get(0).reason()).contains("expected event 1 first");
  }

  @Test
  void setsAsideWhatCannotBeReadOrAppliedAndAllThatFollowsIt() {
    var result =
        fold.fold(
            Map.of(),
            List.of(
                row("a", 1, "a1"),
                row("b", 1, "unreadable"),
                row("c", 1, "impossible"),
                row("b", 2, "b2"),
                row("a", 2, "a2")));
    assertThat(result.states()).containsOnlyKeys(subject("a"));
    assertThat(result.states().get(subject("a")).pages()).containsExactly("a1", "a2");
    assertThat(failed(result)).containsExactly("b1", "c1", "b2");
  }

  @Test
  void setsAsideAnEventThatWouldWriteAnothersRow() {
    var result = fold.fold(Map.of(), List.of(row("a", 1, "b1"), row("c", 1, "c1")));
    assertThat(result.states()).containsOnlyKeys(subject("c"));
    assertThat(failed(result)).containsExactly("a1");
  }

  @Test
  void aReasonNeverQuotesTheEvent() {
    var result = fold.fold(Map.of(), List.of(row("a", 1, "unreadable"), row("b", 1, "impossible")));
    assertThat(result.failures()).hasSize(2);
    assertThat(result.failures()).noneMatch(f -> f.reason().contains("secret"));
  }

  /** However the journal is cut into batches, and whatever is read twice, the end is the same. */
  @Property(tries = 300)
  void theCutIntoBatchesDoesNotMatter(
      @ForAll("journals") List<Integer> owners,
      @ForAll @IntRange(min = 1, max = 9) int size,
      @ForAll @IntRange(min = 0, max = 9) int readAgain) {
    List<JournalRow> journal = journal(owners);
    Map<Subject, Book> whole = fold.fold(Map.of(), journal).states();

    var known = new HashMap<Subject, Book>();
    for (int from = 0; from < journal.size(); from += size) {
      int start = Math.max(0, from - readAgain);
      var batch = journal.subList(start, Math.min(journal.size(), from + size));
      var result = fold.fold(known, batch);
      assertThat(result.failures()).isEmpty();
      known.putAll(result.states());
    }
    assertThat(known).isEqualTo(whole);
  }

  @Provide
  Arbitrary<List<Integer>> journals() {
    return Arbitraries.integers().between(0, 4).list().ofMaxSize(60);
  }

  private static List<JournalRow> journal(List<Integer> owners) {
    var next = new HashMap<String, Long>();
    var rows = new ArrayList<JournalRow>();
    for (int owner : owners) {
      String name = String.valueOf((char) ('a' + owner));
      long number = next.merge(name, 1L, Long::sum);
      rows.add(row(name, number, name + number));
    }
    return rows;
  }

  private static List<String> failed(Fold.Result<?> result) {
    return result.failures().stream()
        .map(Fold.Failure::row)
        .map(row -> row.subject().orElseThrow().id() + row.sequenceNumber())
        .toList();
  }
}
