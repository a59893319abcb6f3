package io.ixion.benchmark.matcher;

import io.ixion.engine.routing.Match;
import io.ixion.engine.routing.domain.Matcher;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What one decision of the matcher costs; putting everything back as it was is part of it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MatcherBenchmark {
  /** Many are waiting, one agent with three skills becomes ready. */
  @State(Scope.Thread)
  public static class Backlog {
    @Param({"1000", "100000", "1000000"})
    public int waiting;

    @Param({"10", "100", "700"})
    public int classes;

    private Situation situation;
    private long version;

    @Setup(Level.Trial)
    public void fill() {
      situation = Situation.backlog(waiting, classes);
    }
  }

  /** Many agents are idle, one interaction arrives. */
  @State(Scope.Thread)
  public static class Idle {
    @Param({"10", "1000"})
    public int agents;

    private Situation situation;
    private long version;

    @Setup(Level.Trial)
    public void fill() {
      situation = Situation.idle(agents);
    }
  }

  /** Ready, matched, the proposal taken, and the candidate back in its line. */
  @Benchmark
  public List<Match> agentBecomesReady(Backlog backlog) {
    Situation situation = backlog.situation;
    Matcher matcher = situation.matcher();
    List<Match> matches = matcher.put(situation.ready(++backlog.version), Situation.NOW);
    for (Match match : matches) {
      matcher.settle(match, true, Situation.NOW);
      matcher.add(situation.candidate(match.interaction()), Situation.NOW);
    }
    return matches;
  }

  /** Arrived, matched, and the proposal failed, so that the agent is idle again. */
  @Benchmark
  public List<Match> interactionArrives(Idle idle) {
    Situation situation = idle.situation;
    List<Match> matches =
        situation.matcher().add(situation.arriving(++idle.version), Situation.NOW);
    for (Match match : matches) situation.matcher().settle(match, false, Situation.NOW);
    return matches;
  }
}
