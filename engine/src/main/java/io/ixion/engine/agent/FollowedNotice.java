package io.ixion.engine.agent;

import io.ixion.engine.id.InteractionId;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionHeader;
import java.util.Map;

/**
 * A notice for somebody who shows it to people.
 *
 * @param whole the interactions of the notice with the attached data that they have now
 */
public record FollowedNotice(AgentNotice notice, Map<InteractionId, Interaction> whole) {
  private static final long EACH = 1_024;

  public FollowedNotice {
    whole = Map.copyOf(whole);
  }

  /** Bytes that it takes: those of the attached data as JSON, and some for the rest. */
  public long weight() {
    return notice.weight()
        + notice.content().interactions().stream()
            .mapToLong(header -> EACH + whole(header).data().size())
            .sum();
  }

  public Interaction whole(InteractionHeader header) {
    return whole.get(header.id());
  }
}
