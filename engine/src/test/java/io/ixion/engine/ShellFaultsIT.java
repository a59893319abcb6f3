package io.ixion.engine;

import static io.ixion.engine.TestNode.await;
import static io.ixion.engine.TestNode.get;
import static org.assertj.core.api.Assertions.assertThat;

import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.ixion.engine.agent.AgentCommand;
import io.ixion.engine.agent.AgentNotice;
import io.ixion.engine.agent.AgentProfile;
import io.ixion.engine.decision.Condition;
import io.ixion.engine.decision.Outcome;
import io.ixion.engine.decision.Unavailable;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.EntityKey;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.OfferId;
import io.ixion.engine.id.Originator;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.Skills;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.AttachedData;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionAnswer;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.InteractionEvent;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.interaction.Submission;
import io.ixion.engine.interaction.actor.InteractionEntity;
import io.ixion.engine.interaction.domain.InteractionEvolution;
import io.ixion.engine.reporting.InteractionQuery;
import io.ixion.engine.simulation.JournalAutomaton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The shells on a real database: a second writer, and commands that come twice and late. */
class ShellFaultsIT {
  private static final MediaType CHAT = new MediaType("chat");
  private static final QueueId QUEUE = new QueueId("inbound");
  private static TestNode node;
  private static Engine engine;

  private final TenantId tenant = new TenantId("t" + UUID.randomUUID());

  @BeforeAll
  static void start() {
    node = TestNode.start(SharedServer.emptyDatabase());
    engine = node.engine();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void aSecondWritersRowFailsItsOwnInteractionOnlyAndThatIsToldAtOnce() throws SQLException {
    List<InteractionId> innocent = submit(200, Map.of("nobody", 1));
    InteractionId guilty = submit(1, Map.of("nobody", 1)).get(0);
    zombieWritesNextEventOf(guilty);

    List<CompletionStage<Outcome<Interaction>>> lives = innocent.stream().map(this::live).toList();
    CompletionStage<Outcome<Interaction>> failing = command(guilty, data("mine"));
    assertThat(failureOf(failing))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("the journal did not take"); // not: did not answer in time
    for (CompletionStage<Outcome<Interaction>> life : lives)
      assertThat(get(life)).isInstanceOf(Outcome.Done.class);
    assertThat(innocent).allMatch(id -> find(id).state().equals("stopped"));

    // A slow journal makes the ask repeat itself: its copy may be decided after the zombie's row.
    assertThat(find(guilty).data().text("by").orElseThrow()).isIn("zombie", "mine");
    assertThat(get(engine.reports().history(tenant, guilty, 0, 10)).items().get(1).event())
        .isInstanceOfSatisfying(
            InteractionEvent.DataChanged.class,
            kept -> assertThat(kept.attempt()).isEqualTo(new AttemptId("zombie")));
    assertThat(get(command(guilty, data("mine")))).isInstanceOf(Outcome.Done.class);
    assertThat(get(command(guilty, stopNow()))).isInstanceOf(Outcome.Done.class);
    everybodyAgrees(List.of(guilty));
  }

  /**
   * What changes nothing is taken out of the waiting line without a write between: on the stack.
   */
  @Test
  void moreCommandsThanMayWaitForOneInteractionEndNothing() throws SQLException {
    InteractionId busy = submit(1, Map.of("nobody", 1)).get(0);
    var all = new ArrayList<CompletionStage<Outcome<Interaction>>>();
    try (Connection other = node.database().dataSource().getConnection();
        Statement lock = other.createStatement()) {
      other.setAutoCommit(false);
      lock.execute("lock table event_journal in share mode");
      all.add(command(busy, data("first")));
      for (int i = 0; i < 10_000; i++)
        all.add(command(busy, new InteractionCommand.Resume(attempt(), Originator.CLIENT)));
      await("who waits too long", () -> all.stream().anyMatch(ShellFaultsIT::isDone));
      other.rollback();
    }
    await("an answer to each", () -> all.stream().allMatch(ShellFaultsIT::isDone));
    assertThat(get(command(busy, data("last")))).isInstanceOf(Outcome.Done.class);
    assertThat(find(busy).data().text("by")).contains("last");
  }

  @Test
  void commandsThatComeTwiceAndLateLeaveOneTruth() {
    Queue<OfferId> offers = new ConcurrentLinkedQueue<>();
    for (int i = 1; i <= 6; i++) agent("agent-" + i, offers);
    List<InteractionId> all = submit(60, Map.of());
    var random = new Random(7);
    var answers = new ArrayList<CompletionStage<?>>();
    var late = new ArrayList<Runnable>();
    for (int round = 0; round < 600; round++) {
      await(
          "an offer or nothing to do",
          () -> !offers.isEmpty() || answers.stream().allMatch(ShellFaultsIT::isDone));
      InteractionId any = all.get(random.nextInt(all.size()));
      InteractionCommand command = any(random);
      OfferId offer = random.nextInt(3) == 0 ? null : offers.poll();
      InteractionId id = offer == null ? any : offer.interaction();
      InteractionCommand chosen = offer == null ? command : answer(offer, random);
      answers.add(twice(id, chosen));
      if (random.nextInt(4) == 0) late.add(() -> answers.add(command(id, chosen)));
      if (late.size() > 10) late.remove(random.nextInt(late.size())).run();
    }
    late.forEach(Runnable::run);
    all.forEach(id -> answers.add(twice(id, stopNow())));
    answers.forEach(TestNode::get);
    assertThat(all).allMatch(id -> find(id).state().equals("stopped"));
    everybodyAgrees(all);
    await(
        "the queue to be empty",
        () -> {
          var status = get(engine.queues().status(tenant, QUEUE));
          return status.waiting() + status.handingOff() == 0;
        });
  }

  @Test
  void aLateCopyOfAQuestionThatHadNoEffectHasNone() {
    InteractionId id = submit(1, Map.of("nobody", 1)).get(0);
    var needless = new InteractionCommand.Resume(attempt(), Originator.CLIENT);
    assertThat(asked(id, 7, needless)).isInstanceOf(Outcome.Done.class);
    var hold = new InteractionCommand.Hold(attempt(), Originator.CLIENT, Optional.empty());
    assertThat(asked(id, 8, hold)).isInstanceOf(Outcome.Done.class);
    assertThat(asked(id, 7, needless)).isInstanceOf(Outcome.Done.class);
    assertThat(find(id).isHeld()).as("held in spite of the late copy").isTrue();
    assertThat(asked(id, 9, needless)).isInstanceOf(Outcome.Done.class);
    assertThat(find(id).isHeld()).as("held, though asked anew").isFalse();
  }

  private Outcome<InteractionHeader> asked(
      InteractionId id, long question, InteractionCommand command) {
    var owner =
        ClusterSharding.get(node.system())
            .entityRefFor(InteractionEntity.TYPE_KEY, EntityKey.of(tenant, id));
    InteractionAnswer answer =
        get(
            owner.ask(
                to -> new InteractionEntity.Decide(question, command, Condition.NONE, false, to),
                Duration.ofSeconds(20)));
    return ((InteractionAnswer.Decided) answer).outcome();
  }

  private static boolean isDone(CompletionStage<?> stage) {
    return stage.toCompletableFuture().isDone();
  }

  private static InteractionCommand answer(OfferId offer, Random random) {
    return random.nextInt(3) > 0
        ? new InteractionCommand.Accept(offer.number(), Originator.CLIENT)
        : new InteractionCommand.Reject(offer.number(), Originator.CLIENT, Optional.empty());
  }

  private InteractionCommand any(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> new InteractionCommand.Hold(attempt(), Originator.CLIENT, Optional.empty());
      case 1, 2 -> new InteractionCommand.Resume(attempt(), Originator.CLIENT);
      case 3, 4, 5 ->
          new InteractionCommand.PlaceInQueue(
              attempt(), Originator.CLIENT, QUEUE, false, Optional.empty());
      case 6 -> new InteractionCommand.Accept(1 + random.nextInt(3), Originator.CLIENT);
      default -> random.nextInt(4) == 0 ? stopNow() : data("somebody");
    };
  }

  /** Both copies are sent at once; at most one of them has an effect. */
  private CompletionStage<?> twice(InteractionId id, InteractionCommand command) {
    return command(id, command)
        .thenCombine(
            command(id, command),
            (one, other) -> {
              assertThat(hadEffect(one) && hadEffect(other)).as("both %s", command).isFalse();
              return one;
            });
  }

  private static boolean hadEffect(Outcome<Interaction> outcome) {
    return outcome instanceof Outcome.Done<Interaction> done && !done.replayed();
  }

  /** 2, 6 and 7: list, owners and journals tell the same, and the journals are true lives. */
  private void everybodyAgrees(List<InteractionId> ids) {
    get(engine.reports().caughtUp(Duration.ofSeconds(15)));
    List<Interaction> listed =
        get(engine.reports().list(query())).items().stream()
            .filter(one -> ids.contains(one.id()))
            .sorted(Comparator.comparing(Interaction::id))
            .toList();
    List<Interaction> owners = ids.stream().sorted().map(this::find).toList();
    assertThat(listed).isEqualTo(owners);
    for (Interaction owner : owners) {
      List<InteractionEvent> life =
          get(engine.reports().history(tenant, owner.id(), 0, 1_000)).items().stream()
              .map(one -> one.event())
              .toList();
      JournalAutomaton.judge(life);
      Optional<Interaction> replayed = Optional.empty();
      for (InteractionEvent event : life)
        replayed = Optional.of(InteractionEvolution.evolve(replayed, event));
      assertThat(replayed.map(one -> new Interaction(one.header(), one.data()))).contains(owner);
    }
  }

  private InteractionQuery query() {
    return new InteractionQuery(
        tenant,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        500);
  }

  private void zombieWritesNextEventOf(InteractionId id) throws SQLException {
    String event =
        "{\"type\":\"data-changed\",\"at\":\"2026-01-02T03:04:05.678Z\",\"attempt\":\"zombie\",\"patch\":{\"by\":\"zombie\"}}";
    String sql =
        "insert into event_journal (persistence_id, sequence_number, writer, write_timestamp, adapter_manifest,"
            + " event_ser_id, event_ser_manifest, event_payload)"
            + " select persistence_id, sequence_number + 1, 'zombie', write_timestamp, adapter_manifest,"
            + " event_ser_id, event_ser_manifest, convert_to(?, 'UTF8')"
            + " from event_journal where persistence_id = ? and sequence_number = 1";
    try (Connection connection = node.database().dataSource().getConnection();
        PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, event);
      insert.setString(2, "interaction|" + tenant + "/" + id);
      assertThat(insert.executeUpdate()).isEqualTo(1);
      if (!connection.getAutoCommit()) connection.commit();
    }
  }

  /** One life, each step after the one before it. */
  private CompletionStage<Outcome<Interaction>> live(InteractionId id) {
    return command(id, data("me"))
        .thenCompose(
            done ->
                command(
                    id,
                    new InteractionCommand.Hold(attempt(), Originator.CLIENT, Optional.empty())))
        .thenCompose(
            done -> command(id, new InteractionCommand.Resume(attempt(), Originator.CLIENT)))
        .thenCompose(done -> command(id, stopNow()));
  }

  private void agent(String name, Queue<OfferId> offers) {
    var id = new AgentId(name);
    var profile = new AgentProfile(Skills.NONE, Set.of(), Map.of(CHAT, 3));
    get(engine.agents().command(tenant, id, new AgentCommand.Configure(attempt(), profile)));
    engine
        .agents()
        .follow(
            tenant,
            id,
            Optional.empty(),
            notice -> {
              if (notice.notice().content() instanceof AgentNotice.Offered made)
                offers.add(made.offer());
            });
    get(engine.agents().command(tenant, id, new AgentCommand.LogIn(attempt(), Map.of(CHAT, true))));
  }

  private List<InteractionId> submit(int count, Map<String, Integer> skills) {
    var submission = Submission.of(QUEUE, CHAT, 0, Skills.of(skills), AttachedData.EMPTY);
    var ids = new ArrayList<InteractionId>();
    var answers = new ArrayList<CompletionStage<Outcome<Interaction>>>();
    for (int i = 0; i < count; i++) {
      ids.add(InteractionId.of(UUID.randomUUID()));
      answers.add(
          command(ids.get(i), new InteractionCommand.Submit(attempt(), "print", submission)));
    }
    answers.forEach(answer -> assertThat(get(answer)).isInstanceOf(Outcome.Done.class));
    return ids;
  }

  private CompletionStage<Outcome<Interaction>> command(
      InteractionId id, InteractionCommand command) {
    return engine.interactions().command(tenant, id, command);
  }

  private Interaction find(InteractionId id) {
    return get(engine.interactions().read(tenant, id)).orElseThrow();
  }

  private static Throwable failureOf(CompletionStage<?> stage) {
    return get(
        stage.handle(
            (done, failure) ->
                failure instanceof CompletionException wrapped ? wrapped.getCause() : failure));
  }

  private static InteractionCommand data(String by) {
    return new InteractionCommand.ChangeData(
        attempt(), Originator.CLIENT, new AttachedData(Map.of("by", by)));
  }

  private static InteractionCommand stopNow() {
    return new InteractionCommand.Stop(attempt(), Originator.CLIENT, Optional.empty());
  }

  private static AttemptId attempt() {
    return new AttemptId(UUID.randomUUID().toString());
  }
}
