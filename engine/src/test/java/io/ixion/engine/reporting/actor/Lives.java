package io.ixion.engine.reporting.actor;

import static io.ixion.engine.interaction.InteractionFixtures.ANN;
import static io.ixion.engine.interaction.InteractionFixtures.BILLING;
import static io.ixion.engine.interaction.InteractionFixtures.CHAT;
import static io.ixion.engine.interaction.InteractionFixtures.T0;

import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.EntityKey;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.Originator;
import io.ixion.engine.id.Skills;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.AttachedData;
import io.ixion.engine.interaction.InteractionEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Events of interactions whose number says all about them. */
final class Lives {
  static final TenantId TENANT = new TenantId("acme");

  private Lives() {}

  static InteractionId id(long number) {
    return InteractionId.of(new UUID(7, number));
  }

  /** The number that an id was made of. */
  static long number(String id) {
    long number = 0;
    for (char digit : id.substring(id.length() - 12).toCharArray())
      number = number * 32 + "0123456789abcdefghjkmnpqrstvwxyz".indexOf(digit);
    return number;
  }

  static String key(long number) {
    return "interaction|" + EntityKey.of(TENANT, id(number));
  }

  static InteractionEvent.Submitted submitted(long number) {
    return submitted(number, T0.plusSeconds(number), 0, Skills.NONE, Optional.empty());
  }

  static InteractionEvent.Submitted submitted(
      long number, Instant at, int priority, Skills skills, Optional<String> externalId) {
    return new InteractionEvent.Submitted(
        at,
        new AttemptId("submit"),
        "print",
        TENANT,
        id(number),
        BILLING,
        CHAT,
        externalId,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        priority,
        Optional.empty(),
        Duration.ZERO,
        skills,
        AttachedData.EMPTY,
        Originator.CLIENT);
  }

  static InteractionEvent.Submitted withData(long number, AttachedData data) {
    InteractionEvent.Submitted plain = submitted(number);
    return new InteractionEvent.Submitted(
        plain.at(),
        plain.attempt(),
        plain.fingerprint(),
        plain.tenant(),
        plain.id(),
        plain.queue(),
        plain.mediaType(),
        plain.externalId(),
        plain.parentId(),
        plain.interactionType(),
        plain.subtype(),
        plain.isOnline(),
        plain.isHeld(),
        plain.priority(),
        plain.receivedAt(),
        plain.waitCredit(),
        plain.skills(),
        data,
        Originator.CLIENT);
  }

  /** The event that makes the given revision of a life that never ends. */
  static InteractionEvent event(long number, long revision) {
    if (revision == 1) return submitted(number);
    return new InteractionEvent.DataChanged(
        T0.plusSeconds(revision),
        new AttemptId("change-" + revision),
        Originator.agent(ANN),
        new AttachedData(Map.of("k" + revision % 5, (int) revision)));
  }
}
