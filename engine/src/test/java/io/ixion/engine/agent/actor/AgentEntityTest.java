package io.ixion.engine.agent.actor;

import static io.ixion.engine.agent.AgentFixtures.CHAT;
import static io.ixion.engine.agent.AgentFixtures.PROFILE;
import static io.ixion.engine.agent.AgentFixtures.T0;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityContext;
import com.typesafe.config.ConfigFactory;
import io.ixion.engine.SettableClock;
import io.ixion.engine.agent.Agent;
import io.ixion.engine.agent.AgentCommand;
import io.ixion.engine.agent.AgentNotice;
import io.ixion.engine.agent.AgentSettings;
import io.ixion.engine.agent.Holdings;
import io.ixion.engine.decision.Condition;
import io.ixion.engine.decision.Outcome;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.EntityKey;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.Originator;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.InteractionEvent;
import io.ixion.engine.interaction.InteractionFixtures;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.interaction.Interactions;
import io.ixion.engine.limit.ByteBudget;
import io.ixion.engine.routing.AgentAvailability;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Match;
import io.ixion.engine.routing.Router;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shell of an agent, with a journal in memory and a clock that stands still. */
class AgentEntityTest {
  private static final ActorTestKit KIT =
      ActorTestKit.create(
          ManualTime.config()
              .withFallback(
                  ConfigFactory.parseString(
                      "akka.persistence.journal.plugin = akka.persistence.journal.inmem"))
              .withFallback(ConfigFactory.load()));
  private static final ManualTime TIME = ManualTime.get(KIT.system());
  private static final Duration GRACE = Duration.ofSeconds(20);
  private static final AgentSettings SETTINGS =
      new AgentSettings(
          GRACE,
          2,
          Duration.ofSeconds(3),
          Duration.ofSeconds(2),
          Duration.ofMinutes(10),
          16,
          1 << 20,
          1 << 20,
          Duration.ofSeconds(5));

  private final AgentId ann = new AgentId("ann");
  private final TenantId tenant = new TenantId("t-" + UUID.randomUUID()); // one for each test
  private final SettableClock clock = new SettableClock(T0);
  private final TestProbe<AgentMessage.Found> found = KIT.createTestProbe();
  private final TestProbe<AgentMessage.Answer> answers = KIT.createTestProbe();
  private final ByteBudget streamMemory = new ByteBudget(1 << 20);
  private CompletionStage<Void> caughtUp = CompletableFuture.completedFuture(null);
  private ActorRef<AgentMessage> agent;
  private long questions;

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  @BeforeEach
  void logIn() {
    start();
    ask(new AgentCommand.Configure(attempt(), PROFILE));
    ask(new AgentCommand.LogIn(attempt(), Map.of(CHAT, true)));
  }

  @Test
  void aStreamIsOpenAlsoBeforeItIsKnownWhatTheAgentHas() {
    follow();
    KIT.stop(agent);
    caughtUp = new CompletableFuture<>(); // the read side is late

    start();
    follow();
    found.awaitAssert(() -> assertThat(session().lostUntil()).isEmpty());
    pass(GRACE.plusSeconds(1));

    assertThat(find().session()).isPresent();
  }

  @Test
  void aStreamThatEndsBeforeItIsKnownWhatTheAgentHasIsLost() {
    follow();
    KIT.stop(agent);
    caughtUp = new CompletableFuture<>();

    start();
    ActorRef<AgentNotice> follower = follow();
    found.awaitAssert(() -> assertThat(session().lostUntil()).isEmpty());
    agent.tell(new AgentMessage.Unfollow(follower));
    found.awaitAssert(() -> assertThat(session().lostUntil()).isPresent());
    pass(GRACE.plusSeconds(1));

    found.awaitAssert(() -> assertThat(find().session()).isEmpty());
  }

  @Test
  void twoOffersMissedInARowEndTheReadiness() {
    hear(offered(1), expired(1));
    assertThat(session().media().get(CHAT).ready()).isTrue();

    hear(offered(1), expired(1), offered(2), expired(2));

    found.awaitAssert(() -> assertThat(session().media().get(CHAT).ready()).isFalse());
    assertThat(session().media().get(CHAT).reason()).contains("missed-offers");
  }

  @Test
  void anOfferThatIsRejectedInBetweenIsAnAnswer() {
    var life = new ArrayList<>(List.of(offered(1), expired(1), offered(2)));
    life.add(
        new InteractionEvent.Rejected(
            T0, 2, ann, T0.plusSeconds(15), Optional.of("not mine"), Originator.agent(ann)));
    life.addAll(List.of(offered(3), expired(3)));

    hear(life.toArray(InteractionEvent[]::new));

    assertThat(find().session().orElseThrow().media().get(CHAT).ready()).isTrue();
  }

  private InteractionEvent offered(int number) {
    return new InteractionEvent.Offered(T0, number, ann, T0.plusSeconds(30), Originator.ROUTER);
  }

  private InteractionEvent expired(int number) {
    return new InteractionEvent.OfferExpired(
        T0, number, ann, T0.plusSeconds(15), Originator.SYSTEM);
  }

  /**
   * Tells of an interaction after each of its events. Returns once the agent has heard all of it;
   * what it then asks of itself comes before whatever it is asked next.
   */
  private void hear(InteractionEvent... life) {
    for (int last = 1; last <= life.length; last++)
      agent.tell(
          new AgentMessage.WorkChanged(
              InteractionFixtures.after(Arrays.copyOf(life, last)).header()));
    find();
  }

  private void start() {
    var context =
        new EntityContext<>(
            AgentEntity.TYPE_KEY,
            EntityKey.of(tenant, ann),
            KIT.<ClusterSharding.ShardCommand>createTestProbe().getRef());
    var ports =
        new AgentEntity.Ports(
            new DeafRouter(),
            new DeafInteractions(),
            (tenant, id, command, condition, question, asker) -> {},
            (tenant, match, refused) -> {},
            new NoHoldings(),
            streamMemory);
    agent = KIT.spawn(AgentEntity.create(context, ports, SETTINGS, clock));
  }

  private ActorRef<AgentNotice> follow() {
    ActorRef<AgentNotice> follower = KIT.<AgentNotice>createTestProbe().getRef();
    agent.tell(new AgentMessage.Follow(Optional.empty(), follower));
    return follower;
  }

  private void ask(AgentCommand command) {
    agent.tell(new AgentMessage.Decide(++questions, command, Condition.NONE, answers.getRef()));
    assertThat(answers.receiveMessage()).isInstanceOf(AgentMessage.Decided.class);
  }

  private Agent find() {
    agent.tell(new AgentMessage.Find(found.getRef()));
    return found.receiveMessage().agent().orElseThrow();
  }

  private Agent.Session session() {
    return find().session().orElseThrow();
  }

  private void pass(Duration time) {
    clock.pass(time);
    TIME.timePasses(time);
  }

  private AttemptId attempt() {
    return new AttemptId("attempt-" + ++questions);
  }

  private static final class DeafRouter implements Router {
    @Override
    public void waiting(
        TenantId tenant,
        QueueId queue,
        long sequence,
        boolean whole,
        List<Candidate> waiting,
        List<InteractionId> gone) {}

    @Override
    public void available(TenantId tenant, AgentAvailability agent) {}

    @Override
    public void alive(TenantId tenant, AgentId agent, long version) {}

    @Override
    public void settled(TenantId tenant, Match match, boolean taken) {}
  }

  private static final class DeafInteractions implements Interactions {
    @Override
    public CompletionStage<Outcome<Interaction>> command(
        TenantId tenant, InteractionId id, InteractionCommand command, Condition condition) {
      return new CompletableFuture<>();
    }

    @Override
    public void tell(TenantId tenant, InteractionId id, InteractionCommand command) {}

    @Override
    public CompletionStage<Optional<InteractionHeader>> find(TenantId tenant, InteractionId id) {
      return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<Optional<Interaction>> read(TenantId tenant, InteractionId id) {
      return new CompletableFuture<>();
    }
  }

  private final class NoHoldings implements Holdings {
    @Override
    public CompletionStage<Void> caughtUp() {
      return caughtUp;
    }

    @Override
    public CompletionStage<List<InteractionHeader>> of(TenantId tenant, AgentId agent, int limit) {
      return CompletableFuture.completedFuture(List.of());
    }
  }
}
