package io.ixion.engine.queue;

import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Requirement;
import io.ixion.engine.wire.WireMessage;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What the interaction table knows of a queue: late, but complete; the queue rebuilds and heals
 * itself from it.
 */
public interface Backlog {
  /** Completes once the table shows everything durable at the time of the call. */
  CompletionStage<Void> caughtUp();

  /** The classes that wait in the queue with their sizes. */
  CompletionStage<List<WaitingClass>> classes(TenantId tenant, QueueId queue);

  /** The first entries of one class in its order, after the given one if present, at most limit. */
  CompletionStage<List<Entry>> page(
      TenantId tenant, QueueId queue, String requirementKey, Optional<Candidate> after, int limit);

  /** The interactions of this queue that are offered to agents now, at most limit. */
  CompletionStage<List<Entry>> offered(TenantId tenant, QueueId queue, int limit);

  /**
   * Who waits with the same requirement.
   *
   * @param digest the sum of {@link #digest} of all of them
   */
  record WaitingClass(String requirementKey, long waiting, long digest) implements WireMessage {}

  /** Limits what one candidate adds to a digest, so that no sum of them overflows. */
  int DIGEST_LIMIT = 1_000_003;

  /**
   * What a candidate adds to the digest of its class. Counts that are the same by chance hide a
   * lost and a spurious one behind each other; their instants do not.
   */
  static long digest(Candidate candidate) {
    return Math.floorMod(candidate.waitingSince().toEpochMilli(), (long) DIGEST_LIMIT);
  }

  /** A candidate with the revision of the interaction it was read at. */
  record Entry(Candidate candidate, long revision) implements WireMessage {
    /** The interaction as the router sees it, whether it waits now or not. */
    public static Entry of(InteractionHeader interaction) {
      Map<AgentId, Instant> avoided = new HashMap<>();
      interaction.avoided().forEach(one -> avoided.put(one.agent(), one.until()));
      var profile = interaction.profile();
      var candidate =
          new Candidate(
              interaction.id(),
              interaction.position().queue(),
              interaction.position().placement(),
              new Requirement(profile.mediaType(), profile.skills()),
              interaction.priority(),
              interaction.waitingSince(),
              avoided);
      return new Entry(candidate, interaction.revision());
    }
  }
}
