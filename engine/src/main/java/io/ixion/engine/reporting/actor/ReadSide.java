package io.ixion.engine.reporting.actor;

import akka.actor.typed.ActorSystem;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.SingletonActor;
import io.ixion.engine.agent.Agent;
import io.ixion.engine.agent.AgentEvent;
import io.ixion.engine.agent.Holdings;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionEvent;
import io.ixion.engine.jdbc.AsyncJdbc;
import io.ixion.engine.queue.Backlog;
import io.ixion.engine.reporting.LiveWork;
import io.ixion.engine.reporting.ReadSideFigures;
import io.ixion.engine.reporting.ReadSideSettings;
import io.ixion.engine.reporting.Reports;
import io.ixion.engine.reporting.domain.Fold;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import javax.sql.DataSource;

/**
 * The read side of a node: its share in applying the journal, and the ports to what the tables
 * show.
 */
public final class ReadSide {
  private static final Duration CATCH_UP = Duration.ofSeconds(5);

  private final JdbcReports reports;
  private final JdbcBacklog backlog;
  private final ReadSideFigures figures;
  private final CompletionStage<Void> caughtUp;

  /** What an event makes of the state before it, by the features that own the events. */
  public record Evolutions(
      BiFunction<Optional<Interaction>, InteractionEvent, Interaction> interaction,
      BiFunction<Optional<Agent>, AgentEvent, Agent> agent) {}

  private ReadSide(
      JdbcReports reports,
      JdbcBacklog backlog,
      ReadSideFigures figures,
      CompletionStage<Void> caughtUp) {
    this.reports = reports;
    this.backlog = backlog;
    this.figures = figures;
    this.caughtUp = caughtUp;
  }

  /** Takes part in applying the journal; call once per node. */
  public static ReadSide start(
      ActorSystem<?> system,
      DataSource database,
      AsyncJdbc jdbc,
      ReadSideSettings settings,
      Evolutions evolutions) {
    var figures = new ReadSideFigures();
    ClusterSingleton.get(system)
        .init(
            SingletonActor.of(
                JournalReader.create(
                    () -> projection(database, settings, evolutions, figures),
                    figures,
                    settings.pollInterval()),
                "journal-reader"));
    var caughtUp = new CaughtUp(system, jdbc);
    return new ReadSide(
        new JdbcReports(jdbc, caughtUp, settings.pageData()),
        new JdbcBacklog(jdbc, caughtUp),
        figures,
        caughtUp.atLast(CATCH_UP));
  }

  static Projection projection(
      DataSource database,
      ReadSideSettings settings,
      Evolutions evolutions,
      ReadSideFigures figures) {
    var interactions =
        new Fold<Interaction, InteractionEvent>(
            evolutions.interaction(),
            Interaction::revision,
            InteractionTable::subject,
            StoredJson::interactionEvent);
    var agents =
        new Fold<Agent, AgentEvent>(
            evolutions.agent(), Agent::revision, AgentTable::subject, StoredJson::agentEvent);
    return new Projection(
        database,
        List.of(
            new TableProjection<>(
                new InteractionTable(),
                interactions,
                new LatestStates<>(
                    interaction -> interaction.data().size(),
                    settings.cacheSize(),
                    settings.cacheData())),
            new TableProjection<>(
                new AgentTable(),
                agents,
                new LatestStates<>(agent -> 1, settings.cacheSize(), settings.cacheSize()))),
        new JournalTable(settings.batchSize(), settings.batchData()),
        figures);
  }

  public Reports reports() {
    return reports;
  }

  public Holdings holdings() {
    return reports;
  }

  public LiveWork liveWork() {
    return reports;
  }

  public Backlog backlog() {
    return backlog;
  }

  /**
   * Whether the tables have shown everything that was durable when this node started, and this
   * node, if it is the one that applies the journal, is able to.
   */
  public boolean isReady() {
    return caughtUp.toCompletableFuture().isDone() && !figures.isInterrupted();
  }

  public ReadSideFigures figures() {
    return figures;
  }
}
