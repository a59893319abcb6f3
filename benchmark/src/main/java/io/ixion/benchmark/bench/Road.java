package io.ixion.benchmark.bench;

/**
 * One way to carry interactions from submit to stop. A round is opened with its own agents and its
 * own place, so that rounds do not touch each other.
 */
interface Road {
  /** The word for it in tables and in JSON. */
  String name();

  /** Logs the agents in and has {@code waiting} interactions wait before anything is measured. */
  Round open(BenchLoad load, int waiting, StepLatencies latencies) throws Exception;

  /** An open round. */
  interface Round extends AutoCloseable {
    /** Submits one interaction and returns once it is durable. */
    void submit(int submitter, Sample sample) throws Exception;

    /** From now on agents take what they are offered and stop it at once. */
    void work(Runnable stopped) throws Exception;

    /**
     * Agents take no more; returns once nobody works on anything and everything that follows the
     * work has followed it.
     */
    void rest() throws Exception;

    /**
     * Of everything that was submitted (or waited from the start), {@code stopped} went its whole
     * way once and the others still wait. To be asked after {@link #rest}.
     *
     * @throws IllegalStateException says what is wrong
     */
    void check(long submitted, long stopped) throws Exception;

    @Override
    void close();
  }
}
