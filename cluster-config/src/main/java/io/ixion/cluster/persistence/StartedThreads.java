package io.ixion.cluster.persistence;

import slick.jdbc.JdbcBackend;

/**
 * Has the threads of the journal's database started before anything is asked of it. A thread of the
 * pool that is started by a task runs it without asking whether a connection is free; when more
 * tasks than there are connections come while threads are still being started, Slick loses one of
 * them ("count cannot be increased"), and whoever waits for it waits for ever (mended in Slick
 * 3.5).
 */
final class StartedThreads {
  /** As many as a pool may have; a task that finds all of them started is only run. */
  private static final int MOST = 256;

  private StartedThreads() {}

  static void of(JdbcBackend.DatabaseDef database) {
    for (int i = 0; i < MOST; i++) database.ioExecutionContext().execute(() -> {});
  }
}
