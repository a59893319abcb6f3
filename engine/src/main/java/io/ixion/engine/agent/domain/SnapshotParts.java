package io.ixion.engine.agent.domain;

import io.ixion.engine.agent.AgentNotice;
import io.ixion.engine.agent.AgentNotice.Piece;
import io.ixion.engine.agent.AgentNotice.Snapshot;
import io.ixion.engine.interaction.InteractionHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a snapshot into pieces that a message between two nodes can carry, and puts them together
 * again. A piece that is lost makes the others useless: who waits for it asks for all of them anew.
 * Mutable and for one thread.
 */
public final class SnapshotParts {
  /** Most interactions in a piece: a header takes 1 to 4 kB. */
  public static final int MOST = 64;

  private final List<Piece> some = new ArrayList<>();
  private Optional<AgentNotice.Position> at = Optional.empty();

  /** The pieces of a snapshot, in order; at least one. */
  public static List<Piece> of(Snapshot whole) {
    var cut = new ArrayList<Snapshot>();
    var offered = new ArrayList<InteractionHeader>();
    var held = new ArrayList<InteractionHeader>();
    for (int i = 0; i < whole.offered().size() + whole.held().size(); i++) {
      boolean isOffer = i < whole.offered().size();
      if (i > 0 && i % MOST == 0) {
        cut.add(new Snapshot(whole.agent(), List.copyOf(offered), List.copyOf(held)));
        offered.clear();
        held.clear();
      }
      if (isOffer) offered.add(whole.offered().get(i));
      else held.add(whole.held().get(i - whole.offered().size()));
    }
    cut.add(new Snapshot(whole.agent(), offered, held));
    var pieces = new ArrayList<Piece>();
    for (Snapshot part : cut) pieces.add(new Piece(pieces.size() + 1, cut.size(), part));
    return pieces;
  }

  /** The snapshot of this position, once its last piece has come. */
  public Optional<Snapshot> add(AgentNotice.Position position, Piece piece) {
    if (piece.number() == 1) {
      some.clear();
      at = Optional.of(position);
    }
    boolean isNext = at.equals(Optional.of(position)) && piece.number() == some.size() + 1;
    if (!isNext) return Optional.empty();
    some.add(piece);
    if (some.size() < piece.of()) return Optional.empty();
    var offered = new ArrayList<InteractionHeader>();
    var held = new ArrayList<InteractionHeader>();
    for (Piece one : some) {
      offered.addAll(one.part().offered());
      held.addAll(one.part().held());
    }
    some.clear();
    at = Optional.empty();
    return Optional.of(new Snapshot(piece.part().agent(), offered, held));
  }
}
