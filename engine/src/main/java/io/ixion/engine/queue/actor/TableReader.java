package io.ixion.engine.queue.actor;

import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.queue.Backlog;
import io.ixion.engine.queue.TableView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reads the table's view of a queue, class after class, no more than is needed to correct the line.
 */
final class TableReader {
  private static final int MOST_OFFERS = 10_000;

  private final Backlog backlog;
  private final SweepLimiter turns;
  private final TenantId tenant;
  private final QueueId queue;

  TableReader(Backlog backlog, SweepLimiter turns, TenantId tenant, QueueId queue) {
    this.backlog = backlog;
    this.turns = turns;
    this.tenant = tenant;
    this.queue = queue;
  }

  /**
   * The classes on which line and table disagree, and all offers, as of a moment at which the table
   * was complete.
   *
   * @param suspects decides on the caller's thread pool, so it must look at a frozen copy
   * @param first whether the queue cannot do anything before it has read
   */
  CompletionStage<TableView> read(boolean first, Suspects suspects, int window) {
    return backlog
        .caughtUp()
        .thenCompose(complete -> turns.take(first, () -> read(suspects, window)));
  }

  private CompletionStage<TableView> read(Suspects suspects, int window) {
    return backlog
        .classes(tenant, queue)
        .thenCompose(classes -> pages(suspects.among(classes), window))
        .thenCompose(
            pages ->
                backlog
                    .offered(tenant, queue, MOST_OFFERS)
                    .thenApply(offers -> new TableView(pages, offers)));
  }

  private CompletionStage<List<TableView.ClassView>> pages(
      List<Backlog.WaitingClass> classes, int window) {
    CompletionStage<List<TableView.ClassView>> all =
        CompletableFuture.completedFuture(new ArrayList<>());
    for (Backlog.WaitingClass one : classes)
      all = all.thenCompose(read -> page(one, window).thenApply(view -> with(read, view)));
    return all;
  }

  private CompletionStage<TableView.ClassView> page(Backlog.WaitingClass one, int window) {
    if (one.waiting() == 0)
      return CompletableFuture.completedFuture(new TableView.ClassView(one, window, List.of()));
    return backlog
        .page(tenant, queue, one.requirementKey(), Optional.empty(), window)
        .thenApply(page -> new TableView.ClassView(one, window, page));
  }

  private static List<TableView.ClassView> with(
      List<TableView.ClassView> read, TableView.ClassView view) {
    read.add(view);
    return read;
  }

  /** Picks the classes that need a closer look. */
  @FunctionalInterface
  interface Suspects {
    List<Backlog.WaitingClass> among(List<Backlog.WaitingClass> classes);
  }
}
