package io.ixion.benchmark.bench;

/**
 * One way to carry interactions from submit to stop. A round is opened with its own agents and its
 * own place, so that rounds do not touch each other.
 */
interface Road {
  /** The word for it in tables and in JSON. */
  String name();

  /** Logs the agents in and has {@code waiting} interactions wait before anything is measured. */
  Round open(Load load, int waiting) throws Exception;

  /** An open round. */
  interface Round extends AutoCloseable {
    /** Submits one interaction and returns once it is durable. */
    void submit(int submitter, Sample sample) throws Exception;

    /** From now on agents take what they are offered and stop it at once. */
    void work(Runnable stopped);

    /**
     * Everything that was submitted is stopped exactly once.
     *
     * @throws IllegalStateException says what is wrong
     */
    void check(long submitted) throws Exception;

    @Override
    void close();
  }
}
