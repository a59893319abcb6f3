package io.ixion.benchmark.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.ixion.benchmark.client.Api;
import io.ixion.benchmark.cluster.Cluster;
import io.ixion.benchmark.cluster.Member;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A line a second about what is happening, and the keys that make things happen. */
final class Show {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final Cluster cluster;
  private final Api api;
  private final Traffic traffic;
  private final Proof proof;
  private final PrintWriter out;
  private final CountDownLatch stop = new CountDownLatch(1);

  Show(Cluster cluster, Api api, Traffic traffic, Proof proof, PrintWriter out) {
    this.cluster = cluster;
    this.api = api;
    this.traffic = traffic;
    this.proof = proof;
    this.out = out;
  }

  /** Returns once the user wants to stop. */
  void run() throws InterruptedException {
    var keys = Keys.follow(this::onKey);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupted(keys), "demo-interrupted"));
    try {
      while (!stop.await(1, TimeUnit.SECONDS)) say(line());
      say("stopping");
    } finally {
      keys.close();
    }
  }

  private void interrupted(Keys keys) {
    keys.close();
    stop.countDown();
  }

  private void onKey(int key) {
    try {
      if (key == 'k') kill();
      else if (key == 's') start();
      else if (key == 'q') stop.countDown();
    } catch (IOException failed) {
      say("that failed: " + failed.getMessage());
    }
  }

  private void kill() throws IOException {
    List<Member> alive = cluster.members().stream().filter(Member::isAlive).toList();
    if (alive.size() < 2) {
      say("this is the last node: s starts another first");
      return;
    }
    Member victim = alive.get(ThreadLocalRandom.current().nextInt(alive.size()));
    victim.signal("KILL");
    say("kill -9 of node " + victim.number() + " (pid " + victim.pid() + "); s starts it again");
  }

  private void start() throws IOException {
    for (Member member : cluster.members())
      if (!member.isAlive()) {
        member.start();
        say("starting node " + member.number() + " (pid " + member.pid() + ")");
        return;
      }
    say("every node is running: k kills one");
  }

  private String line() {
    String line = LocalTime.now().format(CLOCK) + "  nodes " + nodes();
    if (!traffic.isRunning()) return line + "  no traffic";
    return line
        + String.format(
            Locale.ROOT,
            "  submitted %4d  waiting %s  in work %2d  stopped %4d  rejected %2d  %s",
            traffic.submitted.get(),
            waiting(),
            traffic.inWork(),
            traffic.stopped.get(),
            traffic.rejected.get(),
            proven());
  }

  /** The number of each node that is ready, a dash for a dead one, brackets while it starts. */
  private String nodes() {
    return cluster.members().stream().map(Show::sign).collect(Collectors.joining(" "));
  }

  private static String sign(Member member) {
    if (!member.isAlive()) return "-";
    return member.isReady() ? Integer.toString(member.number()) : "(" + member.number() + ")";
  }

  /** What waits or is being handed over, as far as somebody answers just now. */
  private String waiting() {
    for (Member member : cluster.members())
      if (member.isAlive()) {
        try {
          return String.format(Locale.ROOT, "%3d", waiting(member));
        } catch (IOException noAnswer) {
          // another one knows as well
        }
      }
    return "  ?";
  }

  private long waiting(Member member) throws IOException {
    long waiting = 0;
    for (String queue : Traffic.QUEUES.keySet()) {
      String path = "/api/v1/queues/" + queue;
      JsonNode status = api.attempt(member.number() - 1, "GET", path, null, "").body();
      waiting += status.path("waiting").asLong() + status.path("handingOff").asLong();
    }
    return waiting;
  }

  private String proven() {
    try {
      proof.look();
    } catch (SQLException away) {
      return "the database is away";
    }
    return "lost " + proof.lost() + "  doubled " + proof.doubled();
  }

  private synchronized void say(String line) {
    out.println(line);
    out.flush();
  }
}
