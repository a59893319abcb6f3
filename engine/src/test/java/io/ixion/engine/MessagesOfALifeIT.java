package io.ixion.engine;

import static io.ixion.engine.TestNode.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.agent.AgentCommand;
import io.ixion.engine.agent.AgentNotice;
import io.ixion.engine.agent.AgentProfile;
import io.ixion.engine.agent.FollowedNotice;
import io.ixion.engine.decision.Condition;
import io.ixion.engine.decision.Outcome;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.OfferId;
import io.ixion.engine.id.Originator;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.Skills;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.AttachedData;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.Submission;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What one life costs in messages: submitted, offered, accepted and stopped, with an agent who
 * follows the stream. Asks are those of people, and reads those of the stream that shows them
 * attached data; whatever else is sent is sent from entity to entity.
 */
class MessagesOfALifeIT {
  private static final int LIVES = 40;
  private static final double MOST_SENT = 14;
  private static final double MOST_ASKED = 5;
  private static final MediaType CHAT = new MediaType("chat");
  private static final QueueId QUEUE = new QueueId("inbound");
  private static final AgentId ANN = new AgentId("ann");
  private final TenantId tenant = new TenantId("t" + UUID.randomUUID());
  private final BlockingQueue<OfferId> offers = new LinkedBlockingQueue<>();
  private final BlockingQueue<OfferId> assigned = new LinkedBlockingQueue<>();

  @Test
  void noMoreThanItTakes() throws Exception {
    // signs of life cost the same without a life: here none is due
    String quiet =
        "ixion { agent { hello-interval = 60s, sweep-interval = 1h }"
            + ", queue { hello-interval = 60s, sweep-interval = 1h }, keeper.interval = 1h }";
    try (TestNode node = TestNode.start(SharedServer.emptyDatabase(), quiet)) {
      Engine engine = node.engine();
      get(engine.queues().put(tenant, QUEUE, Optional.empty()));
      agent(engine, new AgentCommand.Configure(attempt(), profile()));
      engine.agents().follow(tenant, ANN, Optional.empty(), this::hear);
      agent(engine, new AgentCommand.LogIn(attempt(), Map.of(CHAT, true)));
      life(engine); // what is started for the first time says more
      long sent = total(engine, "message.sent|");
      long asked = total(engine, "message.asked|") + total(engine, "message.read|");

      for (int i = 0; i < LIVES; i++) life(engine);

      assertThat((total(engine, "message.sent|") - sent) / (double) LIVES)
          .as("messages from entity to entity")
          .isLessThanOrEqualTo(MOST_SENT)
          .isGreaterThan(0);
      assertThat(
              (total(engine, "message.asked|") + total(engine, "message.read|") - asked)
                  / (double) LIVES)
          .as("asks and reads")
          .isLessThanOrEqualTo(MOST_ASKED)
          .isGreaterThan(0);
    }
  }

  private void life(Engine engine) throws Exception {
    var id = InteractionId.of(UUID.randomUUID());
    var submission = Submission.of(QUEUE, CHAT, 0, Skills.NONE, AttachedData.EMPTY);
    done(engine, id, new InteractionCommand.Submit(attempt(), "print", submission));
    OfferId offer = offers.poll(20, TimeUnit.SECONDS);
    assertThat(get(engine.agents().accept(tenant, ANN, offer, Condition.NONE)))
        .isInstanceOf(Outcome.Done.class);
    assertThat(assigned.poll(20, TimeUnit.SECONDS)).isEqualTo(offer);
    done(
        engine,
        id,
        new InteractionCommand.Stop(attempt(), Originator.agent(ANN), Optional.empty()));
  }

  private void hear(FollowedNotice notice) {
    if (notice.notice().content() instanceof AgentNotice.Offered it) offers.add(it.offer());
    if (notice.notice().content() instanceof AgentNotice.Assigned it) assigned.add(it.offer());
  }

  private void done(Engine engine, InteractionId id, InteractionCommand command) {
    assertThat(get(engine.interactions().command(tenant, id, command)))
        .isInstanceOf(Outcome.Done.class);
  }

  private void agent(Engine engine, AgentCommand command) {
    assertThat(get(engine.agents().command(tenant, ANN, command))).isInstanceOf(Outcome.Done.class);
  }

  private static AgentProfile profile() {
    return new AgentProfile(Skills.NONE, Set.of(), Map.of());
  }

  private static long total(Engine engine, String prefix) {
    return engine.figures().counters().entrySet().stream()
        .filter(e -> e.getKey().startsWith(prefix))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static AttemptId attempt() {
    return new AttemptId(UUID.randomUUID().toString());
  }
}
