package io.ixion.engine.queue.actor;

import io.ixion.engine.Wire;
import io.ixion.engine.decision.Rejection;
import io.ixion.engine.interaction.InteractionFixtures;
import io.ixion.engine.queue.QueueNews;
import io.ixion.engine.queue.QueueStatus;
import io.ixion.engine.routing.Match;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a queue's entity is told survives the way between two nodes. */
class QueueMessageTest {
  private static final Wire WIRE = new Wire();
  private static final Match MATCH =
      new Match(InteractionFixtures.BILLING, InteractionFixtures.ID, 3, InteractionFixtures.ANN);

  @AfterAll
  static void stop() {
    WIRE.close();
  }

  @Test
  void newsOfEveryPlaceTravels() {
    InteractionFixtures.states().values().stream()
        .flatMap(Optional::stream)
        .forEach(
            after -> {
              QueueNews.of(Optional.empty(), after.header())
                  .values()
                  .forEach(news -> WIRE.verify(new QueueMessage.News(news)));
              WIRE.verify(
                  new QueueMessage.News(
                      QueueNews.answer(InteractionFixtures.BILLING, 1, after.header())));
            });
  }

  @Test
  void whatRouterAndAgentsSayTravels() {
    WIRE.verify(new QueueMessage.Propose(MATCH));
    WIRE.verify(new QueueMessage.Reserved(MATCH, Optional.empty()));
    WIRE.verify(
        new QueueMessage.Reserved(MATCH, Optional.of(new Rejection("capacity-reached", "full"))));
    WIRE.verify(new QueueMessage.TellAgain());
    WIRE.verify(new QueueMessage.Wake());
    WIRE.verify(new QueueMessage.GetStatus(WIRE.somebody(QueueStatus.class)));
  }
}
