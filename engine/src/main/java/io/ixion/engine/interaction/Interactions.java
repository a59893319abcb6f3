package io.ixion.engine.interaction;

import io.ixion.engine.decision.Condition;
import io.ixion.engine.decision.Outcome;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.TenantId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The way to every interaction. An answer means that the change is durable; a stage that fails with
 * {@link io.ixion.engine.decision.Unavailable} means that it is unknown whether it happened.
 */
public interface Interactions {
  /** Decides and stores one command; the value is the interaction after it. */
  default CompletionStage<Outcome<Interaction>> command(
      TenantId tenant, InteractionId id, InteractionCommand command) {
    return command(tenant, id, command, Condition.NONE);
  }

  /** The same, if the condition holds of the interaction then; else it is refused. */
  CompletionStage<Outcome<Interaction>> command(
      TenantId tenant, InteractionId id, InteractionCommand command, Condition condition);

  /** The same without an answer; for what is asked again, if need be, until it has come to pass. */
  void tell(TenantId tenant, InteractionId id, InteractionCommand command);

  /** The interaction's header as its owner has it, empty if it was never submitted. */
  CompletionStage<Optional<InteractionHeader>> find(TenantId tenant, InteractionId id);

  /** The same with its attached data, for whoever shows it. */
  CompletionStage<Optional<Interaction>> read(TenantId tenant, InteractionId id);
}
