package io.ixion.node.fuzz;

import io.ixion.node.Node;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** One run: so many turns of a seed, or only some of them. */
final class Fuzz implements AutoCloseable {
  private static final int SCENE = 500;
  private static final int LOOK = 10;

  private final long seed;
  private final Findings findings;
  private final Ledger ledger = new Ledger();
  private final JournalTail journal;
  private final LogWatch log = LogWatch.begin();
  private final Drafts drafts = new Drafts();
  private final Turns turns;
  private final Stage stage;
  private long number;

  Fuzz(Node node, long seed) throws SQLException {
    this.seed = seed;
    findings = new Findings(seed);
    journal = new JournalTail(node.database().dataSource());
    turns = new Turns(node.uri().getPort(), findings, ledger);
    stage = new Stage(this::staged, seed);
  }

  /** Turns until so many requests were sent. */
  void run(long requests) throws SQLException {
    for (number = 0; turns.sent() < requests; ) {
      long end = number + SCENE;
      List<Cast> casts = begin();
      for (; number < end && turns.sent() < requests; number++) {
        turn(casts, new Dice(seed, number));
        if (number % LOOK == 0) look();
      }
      end(casts);
    }
  }

  /** Only these turns, each as it was, but for what was done before it. */
  void again(Set<Long> only) throws SQLException {
    for (long each : new TreeSet<>(only)) {
      number = each - each % SCENE;
      List<Cast> casts = begin();
      number = each;
      turn(casts, new Dice(seed, number));
      end(casts);
    }
  }

  private List<Cast> begin() {
    return stage.set(number / SCENE);
  }

  private void end(List<Cast> casts) throws SQLException {
    stage.clear(casts);
    look();
    for (String wrong : ledger.compareQueues(journal)) findings.add("queue", wrong, number, "");
  }

  private Answer staged(Draft draft) {
    return turns
        .alone(number, draft, true, List.of())
        .orElseThrow(() -> new AssertionError("no answer; " + findings.told()));
  }

  private void turn(List<Cast> casts, Dice dice) {
    Cast cast = dice.one(casts);
    Draft draft = drafts.draw(cast, dice);
    int way = dice.below(100);
    if (way < 74) {
      List<Integer> cuts =
          dice.percent(90) ? List.of() : List.of(dice.from(1, 40), dice.from(60, 400));
      turns.alone(number, draft, dice.percent(95), cuts);
    } else if (way < 84)
      turns.together(
          number,
          IntStream.range(0, dice.from(2, 8)).mapToObj(i -> drafts.draw(cast, dice)).toList());
    else if (way < 95) {
      Draft base = dice.percent(70) ? drafts.plain(cast, dice) : draft;
      turns.raw(number, base, WireMutations.bytes(base, dice));
    } else {
      int length = draft.bytes().length;
      int cut = dice.percent(25) ? length : dice.below(length);
      turns.abandoned(number, draft, cut, dice.percent(50));
    }
  }

  private void look() throws SQLException {
    for (String wrong : ledger.compare(journal))
      findings.add(
          "journal: " + wrong.replaceAll(".* (is|was) ", "$1 "),
          wrong,
          number,
          "of the last " + LOOK + " turns");
    for (Optional<String> line = log.next(); line.isPresent(); line = log.next())
      findings.add(
          "log: " + kind(line.get()), line.get(), number, "of the last " + LOOK + " turns");
  }

  /** What is the same in all lines that have one cause. */
  private static String kind(String line) {
    List<String> lines = line.lines().limit(4).toList();
    return String.join(" ", lines).replaceAll("[0-9a-f-]{36}|/[^ ]* failed|[0-9]+", "#");
  }

  List<String> findings() {
    return findings.told();
  }

  String counts() {
    return "seed " + seed + ": " + turns.counts() + ", " + ledger.events() + " events of clients";
  }

  int busy() {
    return turns.busy();
  }

  @Override
  public void close() {
    turns.close();
    log.close();
  }
}
