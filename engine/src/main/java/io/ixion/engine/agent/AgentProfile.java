package io.ixion.engine.agent;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.Skills;
import io.ixion.engine.wire.WireMessage;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What administrators say of an agent.
 *
 * @param skills with levels
 * @param groups names of the groups it belongs to
 * @param capacity how many interactions of a medium it may have at once (offered ones count), 0 to
 *     1,000; a medium that is not named has {@value #DEFAULT_CAPACITY}
 */
public record AgentProfile(Skills skills, Set<String> groups, Map<MediaType, Integer> capacity)
    implements WireMessage {
  public static final int DEFAULT_CAPACITY = 1;
  public static final int MAX_CAPACITY = 1_000;
  public static final int MAX_GROUPS = 64;
  public static final int MAX_MEDIA = 64;

  public AgentProfile {
    if (groups.size() > MAX_GROUPS || capacity.size() > MAX_MEDIA)
      throw new IllegalArgumentException(
          "an agent has at most "
              + MAX_GROUPS
              + " groups and a capacity for at most "
              + MAX_MEDIA
              + " media");
    capacity.forEach(
        (medium, most) -> {
          if (most == null || most < 0 || most > MAX_CAPACITY)
            throw new IllegalArgumentException(
                "capacity for " + medium + " must be 0 to " + MAX_CAPACITY + ", found " + most);
        });
    groups = Collections.unmodifiableSet(new TreeSet<>(groups));
    capacity = Collections.unmodifiableMap(new TreeMap<>(capacity));
  }

  @JsonIgnore
  public int capacityFor(MediaType medium) {
    return capacity.getOrDefault(medium, DEFAULT_CAPACITY);
  }
}
