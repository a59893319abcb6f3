package io.ixion.engine.interaction;

import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.Originator;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.Skills;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.domain.InteractionEvolution;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One of each command, event and state of an interaction. */
public final class InteractionFixtures {
  public static final Instant T0 = Instant.parse("2026-01-02T03:04:05.678Z");
  public static final TenantId TENANT = new TenantId("acme");
  public static final InteractionId ID = InteractionId.of(new UUID(1, 2));
  public static final QueueId BILLING = new QueueId("billing");
  public static final QueueId SALES = new QueueId("sales");
  public static final MediaType CHAT = new MediaType("chat");
  public static final AgentId ANN = new AgentId("ann");
  public static final AgentId BOB = new AgentId("bob");
  public static final InteractionSettings SETTINGS =
      new InteractionSettings(
          Duration.ofSeconds(30),
          Duration.ofMinutes(180),
          Map.of(new MediaType("task"), Duration.ofMinutes(60)),
          Duration.ofSeconds(15),
          1_000,
          Duration.ofSeconds(3),
          Duration.ofMinutes(1),
          1_000,
          10_000);

  private static final Place IN_STEP =
      new Place.InStep("greet", 7, "ask", T0, T0.plus(Duration.ofHours(1)));
  private static final Place IN_WORKBIN = new Place.InWorkbin("drafts of ann", T0);

  private InteractionFixtures() {}

  public static AttemptId attempt(String name) {
    return new AttemptId(name);
  }

  public static Submission submission() {
    return new Submission(
        BILLING,
        CHAT,
        Optional.of("ext-1"),
        Optional.empty(),
        Optional.of("Inbound"),
        Optional.of("InboundNew"),
        true,
        false,
        5,
        Optional.of(T0.minusSeconds(2)),
        Duration.ofSeconds(90),
        Skills.of(Map.of("german", 3)),
        new AttachedData(Map.of("subject", "hello")));
  }

  /** A submit with data of every shape. */
  public static InteractionCommand.Submit submitWithNestedData() {
    return new InteractionCommand.Submit(
        attempt("submit-2"),
        "print-2",
        Submission.of(BILLING, CHAT, 0, Skills.NONE, AnyData.everyShape()));
  }

  /** An interaction with data of every shape, offered to {@link #ANN}. */
  public static Interaction offeredWithNestedData() {
    Optional<Interaction> state = Optional.empty();
    for (InteractionEvent event : eventsWithNestedData())
      state = Optional.of(InteractionEvolution.evolve(state, event));
    return InteractionEvolution.evolve(state, oneOfEachEvent().get(6));
  }

  public static List<InteractionEvent> oneOfEachEvent() {
    Submission s = submission();
    return List.of(
        new InteractionEvent.Submitted(
            T0,
            attempt("submit-1"),
            "print-1",
            TENANT,
            ID,
            s.queue(),
            s.mediaType(),
            s.externalId(),
            Optional.of(InteractionId.of(new UUID(3, 4))),
            s.type(),
            s.subtype(),
            s.isOnline(),
            s.isHeld(),
            s.priority(),
            s.receivedAt(),
            s.waitCredit(),
            s.skills(),
            s.data(),
            Originator.CLIENT),
        new InteractionEvent.DataChanged(
            T0, attempt("data-1"), Originator.agent(ANN), new AttachedData(patch())),
        new InteractionEvent.PlacedInQueue(
            T0, attempt("place-1"), Originator.agent(ANN), SALES, true, Optional.of("not mine")),
        new InteractionEvent.Held(
            T0, attempt("hold-1"), Optional.of("wait for papers"), Originator.CLIENT),
        new InteractionEvent.Resumed(T0, attempt("resume-1"), Originator.CLIENT),
        new InteractionEvent.WentOffline(T0, attempt("offline-1"), true, Originator.CLIENT),
        new InteractionEvent.Offered(T0, 1, ANN, T0.plusSeconds(30), Originator.ROUTER),
        new InteractionEvent.Accepted(T0, 1, ANN, Duration.ofMinutes(180), Originator.agent(ANN)),
        new InteractionEvent.Rejected(
            T0, 1, ANN, T0.plusSeconds(15), Optional.of("busy"), Originator.agent(ANN)),
        new InteractionEvent.OfferExpired(T0, 1, ANN, T0.plusSeconds(15), Originator.SYSTEM),
        new InteractionEvent.Rescinded(T0, 1, ANN, "session-ended", Originator.SYSTEM),
        new InteractionEvent.Released(T0, 1, ANN, "inactive", Originator.SYSTEM),
        new InteractionEvent.Stopped(
            T0, attempt("stop-1"), Originator.agent(ANN), Optional.of("done")));
  }

  private static Map<String, Object> patch() {
    var patch = new LinkedHashMap<String, Object>();
    patch.put("language", "de");
    patch.put("subject", null);
    return patch;
  }

  /** The events that carry data, with data of every shape. */
  public static List<InteractionEvent> eventsWithNestedData() {
    Submission s = submission();
    return List.of(
        new InteractionEvent.Submitted(
            T0,
            attempt("submit-2"),
            "print-2",
            TENANT,
            ID,
            s.queue(),
            s.mediaType(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            false,
            0,
            Optional.empty(),
            Duration.ZERO,
            Skills.NONE,
            AnyData.everyShape(),
            Originator.CLIENT),
        new InteractionEvent.DataChanged(
            T0, attempt("data-3"), Originator.CLIENT, AnyData.patchOfEveryShape()));
  }

  /** Commands as a caller would send them to an interaction at its first placement. */
  public static List<InteractionCommand> oneOfEachCommand() {
    return List.of(
        new InteractionCommand.Submit(attempt("submit-1"), "print-1", submission()),
        new InteractionCommand.ChangeData(
            attempt("data-2"), Originator.CLIENT, AnyData.patchOfEveryShape()),
        new InteractionCommand.PlaceInQueue(
            attempt("place-2"), Originator.CLIENT, SALES, false, Optional.empty()),
        new InteractionCommand.Hold(attempt("hold-2"), Originator.CLIENT, Optional.empty()),
        new InteractionCommand.Resume(attempt("resume-2"), Originator.CLIENT),
        new InteractionCommand.GoOffline(attempt("offline-2"), Originator.CLIENT),
        new InteractionCommand.Offer(1, ANN, BILLING),
        new InteractionCommand.Accept(1, Originator.CLIENT),
        new InteractionCommand.Reject(1, Originator.CLIENT, Optional.empty()),
        new InteractionCommand.ExpireOffer(1),
        new InteractionCommand.ExpireHandling(1),
        new InteractionCommand.Rescind(1, "session-ended"),
        new InteractionCommand.Release(1, "session-ended"),
        new InteractionCommand.Stop(attempt("stop-2"), Originator.CLIENT, Optional.empty()));
  }

  public static Interaction after(InteractionEvent... events) {
    Optional<Interaction> state = Optional.of(submitted());
    for (InteractionEvent event : events)
      state = Optional.of(InteractionEvolution.evolve(state, event));
    return state.get();
  }

  /** In a place that no event makes yet. */
  private static Interaction at(Place place) {
    InteractionHeader h = submitted().header();
    var there =
        new InteractionHeader(
            h.revision(),
            h.profile(),
            h.priority(),
            h.isOnline(),
            h.heldAt(),
            h.position(),
            place,
            h.deliveredAt(),
            h.abandonedAt(),
            h.lastEnded(),
            h.avoided());
    return new Interaction(there, submitted().data(), submitted().recentAttempts());
  }

  /** The kinds of a sealed family, whatever groups it has. */
  public static Set<Class<?>> kinds(Class<?> family) {
    var kinds = new HashSet<Class<?>>();
    for (Class<?> one : family.getPermittedSubclasses())
      if (one.isSealed()) kinds.addAll(kinds(one));
      else kinds.add(one);
    return kinds;
  }

  public static Interaction submitted() {
    return InteractionEvolution.evolve(Optional.empty(), oneOfEachEvent().get(0));
  }

  /** Every kind of state that a rule can tell from another. */
  public static Map<String, Optional<Interaction>> states() {
    List<InteractionEvent> e = oneOfEachEvent();
    InteractionEvent offered = e.get(6);
    InteractionEvent accepted = e.get(7);
    var states = new LinkedHashMap<String, Optional<Interaction>>();
    states.put("absent", Optional.empty());
    states.put("queued", Optional.of(submitted()));
    states.put("held", Optional.of(after(e.get(3))));
    states.put("offered", Optional.of(after(offered)));
    states.put("handling", Optional.of(after(offered, accepted)));
    states.put("rejected", Optional.of(after(offered, e.get(8))));
    states.put("expired", Optional.of(after(offered, e.get(9))));
    states.put("rescinded", Optional.of(after(offered, e.get(10))));
    states.put("released", Optional.of(after(offered, accepted, e.get(11))));
    states.put("moved", Optional.of(after(offered, accepted, e.get(2), e.get(4))));
    states.put("in-step", Optional.of(at(IN_STEP)));
    states.put("in-workbin", Optional.of(at(IN_WORKBIN)));
    states.put("stopped", Optional.of(after(e.get(12))));
    return states;
  }
}
