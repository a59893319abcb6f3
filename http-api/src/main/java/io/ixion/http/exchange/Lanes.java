package io.ixion.http.exchange;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The lanes of a node: one for each kind of endpoint that takes turns. */
public final class Lanes {
  private final Map<Endpoint.Kind, Lane> lanes = new EnumMap<>(Endpoint.Kind.class);

  public Lanes(Map<Endpoint.Kind, Lane.Limits> limits) {
    limits.forEach(
        (kind, of) ->
            lanes.put(kind, new Lane(kind.name().toLowerCase(java.util.Locale.ROOT), of)));
  }

  /** None for what is always served at once. */
  Optional<Lane> of(Endpoint.Kind kind) {
    return Optional.ofNullable(lanes.get(kind));
  }

  public Collection<Lane> all() {
    return lanes.values();
  }

  /** Refuses those who have waited too long; to be called now and then. */
  public void expire(long now) {
    lanes.values().forEach(lane -> lane.expire(now));
  }
}
