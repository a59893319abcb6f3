package io.ixion.engine.agent.actor;

import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.AttachedData;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.interaction.Interactions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reads the attached data of interactions that an agent is to see, a few at once. */
final class WholeReader implements Follower.Reading {
  private static final int AT_ONCE = 8;
  private final Interactions interactions;
  private final TenantId tenant;

  WholeReader(Interactions interactions, TenantId tenant) {
    this.interactions = interactions;
    this.tenant = tenant;
  }

  @Override
  public CompletionStage<Map<InteractionId, Interaction>> apply(List<InteractionHeader> headers) {
    return from(0, headers, new HashMap<>());
  }

  private CompletionStage<Map<InteractionId, Interaction>> from(
      int first, List<InteractionHeader> headers, Map<InteractionId, Interaction> read) {
    if (first >= headers.size()) return CompletableFuture.completedFuture(read);
    int next = Math.min(headers.size(), first + AT_ONCE);
    var asked = new ArrayList<CompletableFuture<Interaction>>(AT_ONCE);
    for (InteractionHeader header : headers.subList(first, next))
      asked.add(
          interactions
              .read(tenant, header.id())
              .thenApply(found -> shown(header, found))
              .toCompletableFuture());
    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
        .thenCompose(
            all -> {
              asked.forEach(one -> read.put(one.join().id(), one.join()));
              return from(next, headers, read);
            });
  }

  /** As it is now, unless it has moved on: then as it was told, with the data that it has now. */
  static Interaction shown(InteractionHeader told, Optional<Interaction> found) {
    boolean same =
        found.isPresent()
            && found.get().state().equals(told.state())
            && found.get().offerId().equals(told.offerId());
    return same
        ? found.get()
        : new Interaction(told, found.map(Interaction::data).orElse(AttachedData.EMPTY));
  }
}
