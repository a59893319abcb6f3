package io.ixion.engine.routing.domain;

import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.routing.AgentAvailability;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * An agent as it told itself, together with what this router has under way for it. Its load is the
 * union, by interaction, of what it told, of open proposals, and of taken proposals that no telling
 * has confirmed yet: so nothing counts twice and nothing is forgotten in between.
 */
final class KnownAgent {
  /** The longest idle first, then by id so that the order is total. */
  static final Comparator<KnownAgent> ORDER =
      Comparator.comparing((KnownAgent known) -> known.told.idleSince())
          .thenComparing(KnownAgent::id);

  AgentAvailability told;
  Instant heardAt;
  final Map<MediaType, SkillProfile> profiles = new HashMap<>();
  private final Map<InteractionId, MediaType> open = new HashMap<>();
  private final Map<InteractionId, MediaType> unconfirmed = new HashMap<>();
  private final Set<InteractionId> named = new HashSet<>();
  private final Map<MediaType, Integer> counts = new HashMap<>();

  KnownAgent(AgentAvailability told, Instant heardAt) {
    this.told = told;
    this.heardAt = heardAt;
  }

  AgentId id() {
    return told.agent();
  }

  /** The agent's own word replaces whatever was assumed; open proposals still count. */
  void hear(AgentAvailability news) {
    told = news;
    unconfirmed.clear();
    counts.clear();
    news.load().values().forEach(medium -> counts.merge(medium, 1, Integer::sum));
    open.forEach(
        (id, medium) -> {
          if (news.load().containsKey(id)) named.add(id);
          else counts.merge(medium, 1, Integer::sum);
        });
  }

  /**
   * The load is what was told last: what was taken before that is over.
   *
   * @return whether this frees a place
   */
  boolean confirm() {
    if (unconfirmed.isEmpty()) return false;
    hear(told);
    return true;
  }

  boolean hasRoom(MediaType medium) {
    Integer capacity = told.ready().get(medium);
    return capacity != null && capacity > counts.getOrDefault(medium, 0);
  }

  boolean hasOpen() {
    return !open.isEmpty();
  }

  void propose(InteractionId id, MediaType medium) {
    if (!counted(id)) counts.merge(medium, 1, Integer::sum);
    unconfirmed.remove(id);
    open.put(id, medium);
  }

  /** A taken one goes on counting until a telling names it, unless one has already done so. */
  void settle(InteractionId id, boolean taken) {
    MediaType medium = open.remove(id);
    boolean confirmed = named.remove(id);
    if (medium == null) return;
    if (taken && !confirmed) unconfirmed.put(id, medium);
    else if (!counted(id)) counts.computeIfPresent(medium, (m, n) -> n > 1 ? n - 1 : null);
  }

  private boolean counted(InteractionId id) {
    return told.load().containsKey(id) || open.containsKey(id) || unconfirmed.containsKey(id);
  }
}
