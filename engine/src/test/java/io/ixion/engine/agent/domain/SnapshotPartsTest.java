package io.ixion.engine.agent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.agent.AgentFixtures;
import io.ixion.engine.agent.AgentNotice.Piece;
import io.ixion.engine.agent.AgentNotice.Position;
import io.ixion.engine.agent.AgentNotice.Snapshot;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionFixtures;
import io.ixion.engine.interaction.InteractionHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SnapshotPartsTest {
  private static final Position AT = new Position(5, 7);
  private final SnapshotParts pieces = new SnapshotParts();

  @Test
  void whatIsSmallIsOnePiece() {
    assertThat(SnapshotParts.of(snapshot(0, 0))).hasSize(1);
    assertThat(SnapshotParts.of(snapshot(2, 3))).hasSize(1);
    assertThat(pieces.add(AT, SnapshotParts.of(snapshot(2, 3)).get(0))).contains(snapshot(2, 3));
  }

  @Property(tries = 200)
  void aSnapshotOfAnySizeArrivesWhole(
      @ForAll @IntRange(max = 200) int offered, @ForAll @IntRange(max = 200) int held) {
    Snapshot whole = snapshot(offered, held);
    var receiver = new SnapshotParts();
    var arrived = new ArrayList<Snapshot>();

    for (Piece piece : SnapshotParts.of(whole)) receiver.add(AT, piece).ifPresent(arrived::add);

    assertThat(arrived).containsExactly(whole);
  }

  @Property(tries = 200)
  void withOneLostNothingArrivesUntilAllAreSentAgain(
      @ForAll @IntRange(min = 150, max = 400) int held, @ForAll Random random) {
    Snapshot whole = snapshot(0, held);
    List<Piece> sent = SnapshotParts.of(whole);
    int lost = random.nextInt(sent.size());
    var receiver = new SnapshotParts();

    for (int i = 0; i < sent.size(); i++)
      if (i != lost) assertThat(receiver.add(AT, sent.get(i))).isEmpty();

    assertThat(sent).hasSizeGreaterThan(1);
    assertThat(sendAll(receiver, AT, sent)).contains(whole);
  }

  @Test
  void piecesOfTwoPositionsAreNotMixed() {
    List<Piece> older = SnapshotParts.of(snapshot(0, 150));
    List<Piece> newer = SnapshotParts.of(snapshot(0, 140));
    pieces.add(AT, older.get(0));

    assertThat(sendAll(pieces, new Position(5, 8), newer)).contains(snapshot(0, 140));
    assertThat(pieces.add(AT, older.get(1))).isEmpty();
  }

  private static Optional<Snapshot> sendAll(SnapshotParts receiver, Position at, List<Piece> sent) {
    Optional<Snapshot> last = Optional.empty();
    for (Piece piece : sent) last = receiver.add(at, piece);
    return last;
  }

  private static Snapshot snapshot(int offered, int held) {
    List<InteractionHeader> states =
        InteractionFixtures.states().values().stream()
            .flatMap(Optional::stream)
            .map(Interaction::header)
            .toList();
    var offers = new ArrayList<InteractionHeader>();
    for (int i = 0; i < offered; i++) offers.add(states.get(i % states.size()));
    var work = new ArrayList<InteractionHeader>();
    for (int i = 0; i < held; i++) work.add(states.get(i % states.size()));
    return new Snapshot(AgentFixtures.configured(), offers, work);
  }
}
