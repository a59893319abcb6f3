package io.ixion.engine;

import static io.ixion.engine.TestNode.await;
import static io.ixion.engine.TestNode.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.agent.AgentCommand;
import io.ixion.engine.agent.AgentNotice;
import io.ixion.engine.agent.AgentProfile;
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
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.InteractionEvent;
import io.ixion.engine.interaction.Submission;
import io.ixion.engine.reporting.InteractionQuery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The main road on a real database: submit, queue, route, offer, accept, stop. */
class MainRoadIT {
  private static final MediaType CHAT = new MediaType("chat");
  private static final QueueId QUEUE = new QueueId("inbound");
  private static TestNode node;
  private static Engine engine;

  private final TenantId tenant = new TenantId("t" + UUID.randomUUID());

  @BeforeAll
  static void start() {
    node = TestNode.start(SharedServer.emptyDatabase(), "ixion.agent.grace = 300ms");
    engine = node.engine();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void anInteractionGoesFromSubmitToStopInFourEvents() {
    List<AgentNotice> notices = agent("ann", Map.of("german", 3));
    InteractionId id = submit(Map.of("german", 2));
    OfferId offer = offer(notices, id);
    done(command(id, new InteractionCommand.Accept(offer.number(), Originator.CLIENT)));
    await("the work to be assigned", () -> assigned(notices, id));
    done(
        command(
            id, new InteractionCommand.Stop(attempt(), Originator.CLIENT, Optional.of("solved"))));
    assertThat(history(id))
        .extracting(e -> e.getClass().getSimpleName())
        .containsExactly("Submitted", "Offered", "Accepted", "Stopped");
  }

  @Test
  void aFreedAgentGetsTheNextOne() {
    List<AgentNotice> notices = agent("bob", Map.of("german", 3));
    InteractionId first = submit(Map.of("german", 1));
    OfferId offer = offer(notices, first);
    InteractionId second = submit(Map.of("german", 1));
    done(command(first, new InteractionCommand.Accept(offer.number(), Originator.CLIENT)));
    assertThat(offered(notices, second)).isFalse();
    done(
        command(
            first, new InteractionCommand.Stop(attempt(), Originator.CLIENT, Optional.empty())));
    offer(notices, second);
  }

  @Test
  void aRejectedOneGoesToTheOtherAgent() {
    List<AgentNotice> ann = agent("ann", Map.of("german", 3));
    InteractionId id = submit(Map.of("german", 1));
    OfferId offer = offer(ann, id);
    List<AgentNotice> bob = agent("bob", Map.of("german", 1));
    done(
        command(
            id,
            new InteractionCommand.Reject(offer.number(), Originator.CLIENT, Optional.of("busy"))));
    assertThat(offer(bob, id).number()).isEqualTo(2);
  }

  @Test
  void whoLosesItsStreamLosesItsWork() throws Exception {
    List<AgentNotice> notices = new CopyOnWriteArrayList<>();
    AgentId ann = configured("ann", Map.of());
    AutoCloseable stream =
        engine.agents().follow(tenant, ann, Optional.empty(), one -> notices.add(one.notice()));
    await("a snapshot", () -> !notices.isEmpty());
    done(
        get(
            engine
                .agents()
                .command(tenant, ann, new AgentCommand.LogIn(attempt(), Map.of(CHAT, true)))));
    InteractionId id = submit(Map.of());
    OfferId offer = offer(notices, id);
    done(command(id, new InteractionCommand.Accept(offer.number(), Originator.CLIENT)));
    stream.close();
    await("the work to be released", () -> find(id).isWaiting());
    assertThat(get(engine.agents().find(tenant, ann)).orElseThrow().session()).isEmpty();
    assertThat(history(id)).last().isInstanceOf(InteractionEvent.Released.class);
  }

  @Test
  void theListShowsWhatTheOwnersSay() {
    InteractionId id = submit(Map.of("nobody", 1));
    get(engine.reports().caughtUp(Duration.ofSeconds(10)));
    var query =
        new InteractionQuery(
            tenant,
            Optional.of(QUEUE),
            Optional.of("queued"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            10);
    assertThat(get(engine.reports().list(query)).items()).containsExactly(find(id));
    assertThat(get(engine.queues().status(tenant, QUEUE)).waiting()).isEqualTo(1);
  }

  private List<AgentNotice> agent(String name, Map<String, Integer> skills) {
    AgentId id = configured(name, skills);
    List<AgentNotice> notices = new CopyOnWriteArrayList<>();
    engine.agents().follow(tenant, id, Optional.empty(), one -> notices.add(one.notice()));
    done(
        get(
            engine
                .agents()
                .command(tenant, id, new AgentCommand.LogIn(attempt(), Map.of(CHAT, true)))));
    return notices;
  }

  private AgentId configured(String name, Map<String, Integer> skills) {
    var id = new AgentId(name);
    var profile = new AgentProfile(Skills.of(skills), Set.of(), Map.of());
    done(get(engine.agents().command(tenant, id, new AgentCommand.Configure(attempt(), profile))));
    return id;
  }

  private InteractionId submit(Map<String, Integer> skills) {
    var id = InteractionId.of(UUID.randomUUID());
    var submission = Submission.of(QUEUE, CHAT, 0, Skills.of(skills), AttachedData.EMPTY);
    done(command(id, new InteractionCommand.Submit(attempt(), "print", submission)));
    return id;
  }

  private Outcome<Interaction> command(InteractionId id, InteractionCommand command) {
    return get(engine.interactions().command(tenant, id, command));
  }

  private Interaction find(InteractionId id) {
    return get(engine.interactions().read(tenant, id)).orElseThrow();
  }

  private List<InteractionEvent> history(InteractionId id) {
    return get(engine.reports().history(tenant, id, 0, 100)).items().stream()
        .map(r -> r.event())
        .toList();
  }

  private static OfferId offer(List<AgentNotice> notices, InteractionId id) {
    await("an offer", () -> offered(notices, id));
    return notices.stream()
        .filter(
            n -> n.content() instanceof AgentNotice.Offered o && o.interaction().id().equals(id))
        .map(n -> ((AgentNotice.Offered) n.content()).offer())
        .findFirst()
        .orElseThrow();
  }

  private static boolean offered(List<AgentNotice> notices, InteractionId id) {
    return notices.stream()
        .anyMatch(
            n -> n.content() instanceof AgentNotice.Offered o && o.interaction().id().equals(id));
  }

  private static boolean assigned(List<AgentNotice> notices, InteractionId id) {
    return notices.stream()
        .anyMatch(
            n -> n.content() instanceof AgentNotice.Assigned a && a.interaction().id().equals(id));
  }

  private static void done(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
  }

  private static AttemptId attempt() {
    return new AttemptId(UUID.randomUUID().toString());
  }
}
