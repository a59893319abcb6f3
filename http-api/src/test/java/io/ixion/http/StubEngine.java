package io.ixion.http;

import io.ixion.engine.Engine;
import io.ixion.engine.EngineFigures;
import io.ixion.engine.Readiness;
import io.ixion.engine.agent.Agent;
import io.ixion.engine.agent.AgentCommand;
import io.ixion.engine.agent.AgentNotice;
import io.ixion.engine.agent.AgentProfile;
import io.ixion.engine.agent.Agents;
import io.ixion.engine.agent.FollowedNotice;
import io.ixion.engine.decision.Condition;
import io.ixion.engine.decision.Outcome;
import io.ixion.engine.id.AgentId;
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
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.interaction.Interactions;
import io.ixion.engine.interaction.Place;
import io.ixion.engine.queue.QueueDefinition;
import io.ixion.engine.queue.QueueStatus;
import io.ixion.engine.queue.Queues;
import io.ixion.engine.reporting.InteractionQuery;
import io.ixion.engine.reporting.Listed;
import io.ixion.engine.reporting.RecordedEvent;
import io.ixion.engine.reporting.Reports;
import io.ixion.engine.routing.Match;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** Ports whose answers a test sets; what they were asked is kept. */
public final class StubEngine implements Engine {
  public static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123456Z");
  public static final InteractionId ID = new InteractionId("ixn_00000000000000000000000001");

  /** One question to a port. */
  public record Asked(TenantId tenant, Object id, Object what) {}

  public final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
  public final BlockingQueue<Condition> conditions = new LinkedBlockingQueue<>();
  public volatile BiFunction<
          InteractionId, InteractionCommand, CompletionStage<Outcome<Interaction>>>
      interaction = (id, command) -> done(interaction(id), false);
  public volatile Function<InteractionId, Optional<Interaction>> found =
      id -> Optional.of(interaction(id));
  public volatile Function<AgentCommand, Outcome<Agent>> agent =
      command -> new Outcome.Done<>(agent("ann", 1), false);
  public volatile boolean agentKnown = true;
  public volatile boolean queueKnown = true;
  public volatile List<Interaction> listed = List.of();
  public volatile Optional<RuntimeException> listFailure = Optional.empty();
  public volatile List<RecordedEvent> history = List.of();
  public volatile List<QueueDefinition> definitions = List.of();
  public volatile boolean ready = true;
  public final BlockingQueue<Consumer<FollowedNotice>> followers = new LinkedBlockingQueue<>();
  public final BlockingQueue<AgentId> unfollowed = new LinkedBlockingQueue<>();

  public static CompletionStage<Outcome<Interaction>> done(Interaction value, boolean replayed) {
    return CompletableFuture.completedFuture(new Outcome.Done<>(value, replayed));
  }

  public static Interaction interaction(InteractionId id) {
    return interaction(id, new Place.Queued(), new AttachedData(Map.of("lang", "de")));
  }

  public static Interaction interaction(InteractionId id, Place place, AttachedData data) {
    var header =
        new InteractionHeader(
            3,
            new InteractionHeader.Profile(
                new TenantId("default"),
                id,
                new MediaType("email"),
                Optional.of("ext-1"),
                Optional.empty(),
                Optional.of("Inbound"),
                Optional.empty(),
                Duration.ofSeconds(90),
                Skills.of(Map.of("german", 3)),
                Optional.empty(),
                NOW,
                "f"),
            7,
            true,
            Optional.empty(),
            new InteractionHeader.Position(new QueueId("billing"), NOW, NOW, 1),
            place,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    return new Interaction(header, data);
  }

  /** A notice about interactions as they are. */
  public static FollowedNotice shown(AgentNotice notice, Interaction... whole) {
    var known = new java.util.HashMap<InteractionId, Interaction>();
    for (Interaction one : whole) known.put(one.id(), one);
    return new FollowedNotice(notice, known);
  }

  public static Agent agent(String id, long revision) {
    return new Agent(
        new TenantId("default"),
        new AgentId(id),
        revision,
        new AgentProfile(Skills.of(Map.of("german", 5)), Set.of("b"), Map.of()),
        1,
        Optional.of(
            new Agent.Session(
                1,
                NOW,
                Map.of(
                    new MediaType("chat"), new Agent.MediaState(false, Optional.of("lunch"), NOW)),
                true,
                Optional.empty())),
        List.of());
  }

  @Override
  public Interactions interactions() {
    return new Interactions() {
      @Override
      public CompletionStage<Outcome<Interaction>> command(
          TenantId tenant, InteractionId id, InteractionCommand command, Condition condition) {
        asked.add(new Asked(tenant, id, command));
        conditions.add(condition);
        return interaction.apply(id, command);
      }

      @Override
      public void tell(TenantId tenant, InteractionId id, InteractionCommand command) {}

      @Override
      public CompletionStage<Optional<InteractionHeader>> find(TenantId tenant, InteractionId id) {
        return read(tenant, id).thenApply(found -> found.map(Interaction::header));
      }

      @Override
      public CompletionStage<Optional<Interaction>> read(TenantId tenant, InteractionId id) {
        asked.add(new Asked(tenant, id, "find"));
        return CompletableFuture.completedFuture(found.apply(id));
      }
    };
  }

  @Override
  public Agents agents() {
    return new Agents() {
      @Override
      public CompletionStage<Outcome<Agent>> command(
          TenantId tenant, AgentId id, AgentCommand command, Condition condition) {
        asked.add(new Asked(tenant, id, command));
        conditions.add(condition);
        return CompletableFuture.completedFuture(agent.apply(command));
      }

      @Override
      public CompletionStage<Optional<Agent>> find(TenantId tenant, AgentId id) {
        return CompletableFuture.completedFuture(
            agentKnown ? Optional.of(agent(id.value(), 4)) : Optional.empty());
      }

      @Override
      public CompletionStage<Outcome<Interaction>> accept(
          TenantId tenant, AgentId id, OfferId offer, Condition condition) {
        return interactions()
            .command(
                tenant,
                offer.interaction(),
                new InteractionCommand.Accept(offer.number(), Originator.agent(id)),
                condition);
      }

      @Override
      public void reserve(TenantId tenant, Match match, MediaType medium) {
        throw new UnsupportedOperationException("not for HTTP");
      }

      @Override
      public void cancelReservation(TenantId tenant, AgentId id, InteractionId interaction) {
        throw new UnsupportedOperationException("not for HTTP");
      }

      @Override
      public AutoCloseable follow(
          TenantId tenant,
          AgentId id,
          Optional<AgentNotice.Position> after,
          Consumer<FollowedNotice> sink) {
        asked.add(new Asked(tenant, id, after));
        followers.add(sink);
        return () -> unfollowed.add(id);
      }
    };
  }

  @Override
  public Queues queues() {
    return new Queues() {
      private QueueDefinition definition(TenantId tenant, QueueId id) {
        return new QueueDefinition(tenant, id, 1, Optional.of("bills"));
      }

      @Override
      public CompletionStage<QueueDefinition> put(
          TenantId tenant, QueueId id, Optional<String> description) {
        asked.add(new Asked(tenant, id, description));
        return CompletableFuture.completedFuture(definition(tenant, id));
      }

      @Override
      public CompletionStage<Optional<QueueDefinition>> find(TenantId tenant, QueueId id) {
        return CompletableFuture.completedFuture(
            queueKnown ? Optional.of(definition(tenant, id)) : Optional.empty());
      }

      @Override
      public CompletionStage<Boolean> exists(TenantId tenant, QueueId id) {
        return CompletableFuture.completedFuture(queueKnown);
      }

      @Override
      public CompletionStage<List<QueueDefinition>> list(
          TenantId tenant, Optional<QueueId> after, int limit) {
        asked.add(new Asked(tenant, after, limit));
        return CompletableFuture.completedFuture(
            definitions.stream()
                .filter(d -> after.isEmpty() || d.id().compareTo(after.get()) > 0)
                .limit(limit)
                .toList());
      }

      @Override
      public CompletionStage<QueueStatus> status(TenantId tenant, QueueId id) {
        return CompletableFuture.completedFuture(
            new QueueStatus(true, 2, 1, Optional.of(NOW), 3, 4));
      }
    };
  }

  private static <T> Listed<T> page(List<T> all, int limit) {
    return new Listed<>(all.stream().limit(limit).toList(), all.size() > limit);
  }

  @Override
  public Reports reports() {
    return new Reports() {
      @Override
      public CompletionStage<Listed<Interaction>> list(InteractionQuery query) {
        asked.add(new Asked(query.tenant(), "list", query));
        return listFailure
            .<CompletionStage<Listed<Interaction>>>map(CompletableFuture::failedFuture)
            .orElseGet(() -> CompletableFuture.completedFuture(page(listed, query.limit())));
      }

      @Override
      public CompletionStage<Listed<RecordedEvent>> history(
          TenantId tenant, InteractionId id, long afterRevision, int limit) {
        asked.add(new Asked(tenant, id, afterRevision));
        return CompletableFuture.completedFuture(page(history, limit));
      }

      @Override
      public CompletionStage<Void> caughtUp(Duration within) {
        return CompletableFuture.completedFuture(null);
      }
    };
  }

  @Override
  public Readiness readiness() {
    return new Readiness(true, true, true);
  }

  @Override
  public EngineFigures figures() {
    return new EngineFigures(
        ready, 0.25, Map.of("offer.made", 5L, "offer.ended|accepted", 4L), Map.of("entities", 2.0));
  }
}
