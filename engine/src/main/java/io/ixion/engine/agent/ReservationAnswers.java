package io.ixion.engine.agent;

import io.ixion.engine.decision.Rejection;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.routing.Match;
import java.util.Optional;

/** Tells the queue of a match whether its agent keeps a place for it. */
@FunctionalInterface
public interface ReservationAnswers {
  void answer(TenantId tenant, Match match, Optional<Rejection> refused);
}
