package io.ixion.cluster.downing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.cluster.downing.domain.GuardView.Own;
import io.ixion.cluster.downing.domain.Sighting.Lock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * When a peer is fenced, for every combination of what can be seen of it. The table is committed;
 * run with {@code -Dgolden.update=true} to write it anew.
 */
class DowningTableTest {
  private static final Path TABLE = Path.of("src", "test", "resources", "tables", "downing.txt");
  private static final Duration LOOKED_FOR = Duration.ofSeconds(20);
  private static final DowningSettings FAST = DowningFixtures.FAST;

  /** How the members are divided, and who is first in line. */
  private enum Side {
    MAJORITY,
    HALF,
    MINORITY
  }

  private record Row(boolean held, Lock lock, boolean refuses, boolean heard, boolean fenced) {
    Sighting first(Peer peer) {
      return new Sighting(peer, held ? Lock.HELD : lock, false, true, false);
    }

    Sighting later(Peer peer) {
      return new Sighting(peer, lock, refuses, heard, fenced);
    }
  }

  @Test
  void theTableIsUnchanged() throws IOException {
    var table = new StringBuilder(line("lock before", "lock", "port", "heard", "row"));
    for (Side side : Side.values())
      for (boolean second : new boolean[] {false, true})
        table.append("  %-20s".formatted(title(side, second)));
    for (Row row : rows()) {
      table.append('\n').append(line(row));
      for (Side side : Side.values())
        for (boolean second : new boolean[] {false, true})
          table.append("  %-20s".formatted(fate(row, side, second)));
    }
    String actual = table.toString().replaceAll(" +\n", "\n").stripTrailing() + "\n";
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(TABLE.getParent());
      Files.writeString(TABLE, actual);
    }
    assertThat(actual)
        .as("%s (if the change is meant, run with -Dgolden.update=true and commit it)", TABLE)
        .isEqualTo(Files.exists(TABLE) ? Files.readString(TABLE) : "");
  }

  private static String title(Side side, boolean second) {
    return side.name().toLowerCase(Locale.ROOT) + (second ? ", second" : ", first");
  }

  private static String line(Object... cells) {
    return "%-11s  %-4s  %-7s  %-5s  %-6s".formatted(cells);
  }

  private static String line(Row row) {
    return line(
        row.held ? "held" : "-",
        row.lock.name().toLowerCase(Locale.ROOT),
        row.refuses ? "refuses" : "-",
        row.heard ? "yes" : "no",
        row.fenced ? "fenced" : "-");
  }

  private static List<Row> rows() {
    var rows = new ArrayList<Row>();
    for (boolean held : new boolean[] {true, false})
      for (Lock lock : Lock.values())
        for (boolean refuses : new boolean[] {false, true})
          for (boolean heard : new boolean[] {true, false})
            for (boolean fenced : new boolean[] {false, true}) {
              boolean possible =
                  (!refuses || lock == Lock.FREE)
                      && (lock != Lock.NONE || !held && !fenced)
                      && (lock != Lock.HELD || held);
              if (possible) rows.add(new Row(held, lock, refuses, heard, fenced));
            }
    return rows;
  }

  /** Looks every 100 ms until it is fenced; the names of the reasons end where the proof ends. */
  private static String fate(Row row, Side side, boolean second) {
    Peer peer = DowningFixtures.peer(9);
    PeerMemory known = PeerMemory.nothing();
    String waits = "never";
    Duration start = FAST.poll();
    for (Duration now = Duration.ZERO; now.compareTo(LOOKED_FOR) < 0; now = now.plus(FAST.poll())) {
      Sighting seen = now.isZero() ? row.first(peer) : row.later(peer);
      DowningDecision decision =
          DowningRules.decide(FAST, known, saw(seen, side, second, now.isZero()), now);
      known = decision.known();
      for (Action action : decision.actions()) {
        if (action instanceof Action.Fence fence && fence.peer().equals(peer))
          return now.minus(start).toMillis() + " " + words(fence.reason());
        if (action instanceof Action.Wait wait && wait.peer().equals(peer))
          waits = "never: " + words(wait.reason());
      }
    }
    return waits;
  }

  private static String words(Reason reason) {
    return switch (reason) {
      case ALREADY_FENCED -> "fenced";
      case LOCK_FREE_PORT_REFUSES -> "port refuses";
      case LOCK_FREE_TOO_LONG -> "lock free";
      case UNREACHABLE_FROM_MAJORITY, UNREACHABLE_FROM_HALF, UNREACHABLE_FROM_MINORITY -> "silent";
      case NEVER_SEEN_HELD -> "not seen";
      case NO_INCARNATION -> "unknown";
      default -> reason.name();
    };
  }

  /** This node is the fifth; a living one before it makes it the second in line. */
  private static GuardView saw(Sighting peer, Side side, boolean second, boolean whole) {
    var peers = new ArrayList<Sighting>(List.of(peer));
    if (second) peers.add(DowningFixtures.living(1));
    int here = 1 + (second ? 1 : 0) + (peer.reachable() ? 1 : 0);
    int there = peer.reachable() ? 0 : 1;
    int wanted =
        switch (side) {
          case MAJORITY -> here - 1;
          case HALF -> here;
          case MINORITY -> here + 1;
        };
    for (int other = there; other < wanted; other++)
      peers.add(whole ? DowningFixtures.living(20 + other) : DowningFixtures.silent(20 + other));
    return new GuardView(Own.ALIVE, 1, DowningFixtures.address(5), peers);
  }
}
