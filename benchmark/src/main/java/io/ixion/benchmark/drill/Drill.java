package io.ixion.benchmark.drill;

import io.ixion.benchmark.cluster.Cluster;
import io.ixion.benchmark.cluster.Member;
import io.ixion.benchmark.cluster.Signals;
import io.ixion.benchmark.drill.ResourceUse.Reading;
import io.ixion.benchmark.drill.evidence.DrillJudgement;
import io.ixion.benchmark.drill.evidence.Evidence;
import io.ixion.benchmark.drill.history.Edge;
import io.ixion.benchmark.drill.history.Recorder;
import io.ixion.benchmark.drill.load.DrillLoad;
import io.ixion.judge.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One fault under load, from a healthy cluster to the verdict. */
final class Drill {
  private static final Duration MOST_TO_CALM = Duration.ofSeconds(60);
  private static final Duration RECOVERY = Duration.ofSeconds(120);
  private static final Duration REST = Duration.ofSeconds(90);
  private static final Duration CALM = Duration.ofSeconds(2);
  private static final Duration STEADY = Duration.ofSeconds(3);
  private static final int SAMPLE = 10;

  private final Cluster cluster;
  private final FaultKind kind;
  private final DrillOptions options;
  private final SmallDisk disk;
  private final Path directory;
  private final Consumer<String> progress;
  private final List<String> problems = new ArrayList<>();
  private Reading calm;
  private ResourceUse use;
  private Optional<PatientClient> patient = Optional.empty();
  private Optional<PatientClient.Told> told = Optional.empty();

  Drill(
      Cluster cluster,
      FaultKind kind,
      DrillOptions options,
      SmallDisk disk,
      Path directory,
      Consumer<String> progress) {
    this.cluster = cluster;
    this.kind = kind;
    this.options = options;
    this.disk = disk;
    this.directory = directory;
    this.progress = progress;
  }

  RunResult run(int number, long seed) throws IOException {
    problems.clear();
    var random = new Random(seed * 31 + number);
    random.nextInt(); // the first one says too much of a small seed
    String tenant = "drill-" + number;
    Path file = directory.resolve("history-" + number + ".jsonl");
    try (var recorder = new Recorder(file)) {
      Fault fault = kind.choose(cluster, disk, options, recorder, random);
      int moment = 1_000 + random.nextInt(3_000);
      var chance = new Random(random.nextLong());
      try (var load =
          new DrillLoad(cluster.uris(), tenant, "r" + number, options.rate(), chance, recorder)) {
        return run(number, tenant, fault, moment, load, recorder, file);
      }
    }
  }

  private RunResult run(
      int number,
      String tenant,
      Fault fault,
      int moment,
      DrillLoad load,
      Recorder recorder,
      Path file)
      throws IOException {
    String what = fault.describe();
    load.start();
    if (!watch(load, MOST_TO_CALM, () -> load.isWell(0)))
      throw new IOException("the load does not get going: " + load.problem());
    if (number == 1) watch(load, options.warmUp(), () -> false);
    if (!watch(load, MOST_TO_CALM, load::isCalm))
      progress.accept("the load does not become calm; the machine is too small for it");
    recorder.record(Edge.mark("calm", ""));
    calm = Reading.of(cluster);
    watch(load, Duration.ofMillis(moment), () -> false);
    String proof;
    if (kind.isOfDatabase())
      try (var client = new PatientClient(cluster.uris(), "patient-" + number)) {
        patient = Optional.of(client);
        proof = breakAndMend(fault, what, load, recorder);
      }
    else proof = breakAndMend(fault, what, load, recorder);
    recorder.record(Edge.mark("ending", ""));
    load.endSubmits(REST);
    var collector = new EvidenceCollector(cluster.dataSource(), load.api(), tenant);
    if (!collector.awaitRest(REST)) problems.add("not everything came to rest in " + REST);
    load.repeatSome(SAMPLE);
    recorder.finish();
    if (!load.problem().isEmpty()) problems.add(load.problem());
    progress.accept("checking");
    Evidence evidence = collector.collect(file);
    Verdict verdict = DrillJudgement.judge(evidence);
    Gaps gaps = Gaps.of(evidence);
    return new RunResult(
        number,
        what,
        proof,
        verdict,
        gaps,
        Answers.of(evidence.history()),
        use,
        told,
        load.submitted(),
        List.copyOf(problems));
  }

  private String breakAndMend(Fault fault, String what, DrillLoad load, Recorder recorder)
      throws IOException {
    progress.accept("fault: " + what);
    recorder.record(Edge.mark("inject", what));
    long began = System.nanoTime();
    Reading broken = Reading.of(cluster);
    patient.ifPresent(PatientClient::start);
    String proof = fault.inject();
    long injected = System.nanoTime();
    progress.accept("proof: " + proof);
    recorder.record(Edge.mark("injected", proof));
    watch(load, fault.atLeast(), () -> false);
    if (fault.outlived()) {
      if (watch(load, RECOVERY, () -> load.isWell(injected)))
        told("everything is served again", began);
      else problems.add("not everything was served again " + RECOVERY + " after the fault");
      watch(load, CALM, () -> false); // so that the mending hits nothing that was begun before it
    }
    use = ResourceUse.of(calm, broken, Reading.of(cluster));
    String mended = fault.heal();
    recorder.record(Edge.mark("mended", mended));
    progress.accept("mended: " + mended);
    wholeAgain();
    long whole = System.nanoTime();
    if (!watch(load, RECOVERY, () -> load.isWell(whole)))
      problems.add("not everything was served again " + RECOVERY + " after it was mended");
    recorder.record(Edge.mark("healed", ""));
    told = patient.map(PatientClient::end);
    told("healed", began);
    watch(load, STEADY, () -> false);
    return proof;
  }

  private void told(String what, long since) {
    progress.accept(what + " after " + (System.nanoTime() - since) / 1_000_000 + " ms");
  }

  /** Every node ready, for a while; one that has left its cluster by itself is started again. */
  private void wholeAgain() throws IOException {
    long end = System.nanoTime() + Cluster.START_LIMIT.toNanos();
    long steadySince = System.nanoTime();
    while (System.nanoTime() - steadySince < STEADY.toNanos()) {
      for (Member node : cluster.members()) {
        if (!node.isAlive()) {
          progress.accept("node " + node.number() + " had stopped itself; starting it again");
          node.start();
          node.awaitReady(Cluster.START_LIMIT);
        }
        if (!node.isReady()) steadySince = System.nanoTime();
      }
      if (System.nanoTime() > end) {
        problems.add("a node was not ready " + Cluster.START_LIMIT + " after the fault was mended");
        return;
      }
      Signals.pause(100);
    }
  }

  /** Tells a line every few seconds until the condition holds or the time is up. */
  private boolean watch(DrillLoad load, Duration limit, BooleanSupplier condition) {
    long began = System.nanoTime();
    long told = began;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - began > limit.toNanos()) return false;
      if (System.nanoTime() - told > TimeUnit.SECONDS.toNanos(5)) {
        progress.accept(load.line());
        told = System.nanoTime();
      }
      Signals.pause(10);
    }
    return true;
  }
}
