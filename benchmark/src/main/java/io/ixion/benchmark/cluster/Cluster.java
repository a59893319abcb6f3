package io.ixion.benchmark.cluster;

import io.ixion.cluster.Database;
import io.ixion.cluster.DatabaseSettings;
import io.ixion.cluster.OwnersOnly;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * A cluster on this machine: nodes as processes, and one database, which belongs to this process if
 * it is the embedded one. Closing it leaves no process behind, whatever was done to them.
 */
public final class Cluster implements AutoCloseable {
  public static final Duration START_LIMIT = Duration.ofSeconds(120);

  /** Options of a node that has the machine to itself, as the launcher starts it. */
  public static final List<String> AS_LAUNCHED =
      List.of(
          "-Xms1g", "-Xmx1g", "-XX:-UseSerialGC", "-XX:+UseParallelGC", "-XX:TieredStopAtLevel=4");

  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  private static final int FIRST_PORT = 17_300; // below those that the system hands out by itself
  private static final int PORTS = 10_000;
  private static final List<String> INHERITED =
      List.of(
          "-Xshare:",
          "-XX:SharedArchiveFile=",
          "-XX:AOTMode=",
          "-XX:AOTCache=",
          "-Xlog:cds",
          "-Xlog:aot",
          "-Duser.home=",
          "--sun-misc-unsafe-memory-access=",
          "--enable-native-access=");

  /**
   * What is to be started.
   *
   * @param directory of the nodes' logs
   * @param httpPort of every node's API, each at its own address; 0 finds free ones
   * @param settings environment of the nodes; what the user has set wins
   * @param options for the JVM of each node
   * @param patience how long nodes may take to stop before they are killed; none kills at once
   */
  public record Plan(
      int nodes,
      Path directory,
      DatabaseSettings database,
      Network network,
      int httpPort,
      Map<String, String> settings,
      List<String> options,
      Duration patience) {}

  private final Plan plan;
  private final Database database;
  private final List<Member> members = new ArrayList<>();
  private final Thread hook = new Thread(this::end, "cluster-stop");
  private boolean ended;

  private Cluster(Plan plan, Database database) {
    this.plan = plan;
    this.database = database;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Starts all of it and returns once every node is ready.
   *
   * @throws io.ixion.cluster.DatabaseProblem if there is no database to work with
   */
  public static Cluster start(Plan plan, Consumer<String> progress) throws IOException {
    if (plan.database().own().isEmpty())
      progress.accept("starting the database in " + plan.database().dataDirectory());
    var cluster = new Cluster(plan, Database.open(plan.database()));
    try {
      cluster.configure();
      progress.accept("starting " + plan.nodes() + " nodes, logs in " + plan.directory());
      for (Member member : cluster.members) member.start();
      for (Member member : cluster.members) {
        member.awaitReady(START_LIMIT);
        progress.accept(
            "node " + member.number() + " is ready at " + member.uri() + ", pid " + member.pid());
      }
      return cluster;
    } catch (IOException | RuntimeException problem) {
      cluster.close();
      throw problem;
    }
  }

  private void configure() throws IOException {
    OwnersOnly.folder(plan.directory());
    var environment = new HashMap<>(plan.settings());
    environment.keySet().removeAll(System.getenv().keySet());
    environment.put(DatabaseSettings.URL, databaseUrl());
    environment.put(DatabaseSettings.USER, database.user());
    environment.put(DatabaseSettings.PASSWORD, database.password());
    var ports = new Ports();
    var seeds = new ArrayList<InetSocketAddress>();
    var bound = new ArrayList<Integer>();
    for (int node = 1; node <= plan.nodes(); node++) {
      bound.add(ports.next());
      int seen = plan.network().clusterPort(node, bound.get(node - 1));
      seeds.add(InetSocketAddress.createUnresolved(plan.network().address(node), seen));
    }
    String seedNodes =
        seeds.stream()
            .map(s -> s.getHostString() + ":" + s.getPort())
            .collect(Collectors.joining(","));
    for (int node = 1; node <= plan.nodes(); node++) {
      int http = plan.httpPort() == 0 ? ports.next() : plan.httpPort();
      var command = new ArrayList<>(plan.network().prefix(node));
      command.addAll(java());
      command.addAll(inherited());
      command.addAll(plan.options());
      command.add("-Dakka.remote.artery.bind.port=" + bound.get(node - 1));
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.addAll(List.of("io.ixion.Ixion", "start", "--seed-nodes", seedNodes));
      command.addAll(
          List.of("--listen", plan.network().address(node), "--port", Integer.toString(http)));
      command.addAll(
          List.of(
              "--cluster-host",
              plan.network().address(node),
              "--cluster-port",
              Integer.toString(seeds.get(node - 1).getPort())));
      URI uri = URI.create("http://" + plan.network().address(node) + ":" + http);
      Path log = plan.directory().resolve("node-" + node + ".log");
      Files.deleteIfExists(log);
      members.add(new Member(node, uri, command, environment, log));
    }
  }

  private String databaseUrl() throws IOException {
    if (plan.database().own().isPresent()) return database.jdbcUrl();
    URI url = URI.create(database.jdbcUrl().substring("jdbc:".length()));
    return "jdbc:postgresql://" + plan.network().database(url.getPort()) + url.getPath();
  }

  /**
   * Nodes that share one machine's cores: what a fresh one needs most of them for is the optimizing
   * compiler, at the expense of all others, so it is left out.
   */
  private static List<String> java() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx384m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+ExitOnOutOfMemoryError",
        "-Djava.awt.headless=true");
  }

  /** Options of this JVM with which the launcher makes starts fast and quiet. */
  private static List<String> inherited() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> INHERITED.stream().anyMatch(option::startsWith))
        .toList();
  }

  /** Ports that nobody listens on now and the system gives to nobody by itself. */
  private static final class Ports {
    private int next = FIRST_PORT + (int) (ProcessHandle.current().pid() % (PORTS / 10)) * 10;

    int next() throws IOException {
      for (int tries = 0; tries < PORTS; tries++) {
        int port = next++;
        if (next >= FIRST_PORT + PORTS) next = FIRST_PORT;
        try (var socket = new ServerSocket()) {
          socket.bind(new InetSocketAddress((InetAddress) null, port));
          return port;
        } catch (IOException taken) {
          // the next one
        }
      }
      throw new IOException("no free port");
    }
  }

  public List<Member> members() {
    return List.copyOf(members);
  }

  public List<URI> uris() {
    return members.stream().map(Member::uri).toList();
  }

  public Network network() {
    return plan.network();
  }

  public Database database() {
    return database;
  }

  public DataSource dataSource() {
    return database.dataSource();
  }

  /** The port at which the database listens on loopback. */
  public int databasePort() {
    return URI.create(database.jdbcUrl().substring("jdbc:".length())).getPort();
  }

  /** The processes of the database, the postmaster first; empty while there is none. */
  public List<ProcessHandle> databaseProcesses() {
    Path home = plan.database().dataDirectory().resolve("postgres");
    try {
      List<String> lines = Files.readAllLines(home.resolve("postmaster.pid"));
      Optional<ProcessHandle> master =
          lines.isEmpty()
              ? Optional.empty()
              : ProcessHandle.of(Long.parseLong(lines.get(0).trim()));
      var all = new ArrayList<ProcessHandle>();
      master
          .filter(m -> !Signals.state(m.pid()).equals("Z"))
          .ifPresent(
              m -> {
                all.add(m);
                m.descendants().forEach(all::add);
              });
      return all;
    } catch (IOException | NumberFormatException none) {
      return List.of();
    }
  }

  private void askToStop() {
    for (Member member : members)
      try {
        if (member.isAlive()) member.signal("TERM");
      } catch (IOException gone) {
        // it has ended by itself
      }
    for (Member member : members) if (member.isAlive()) member.ends(plan.patience());
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException stopping) {
      // the hook is what closes it
    }
  }

  private synchronized void end() {
    if (ended) return;
    ended = true;
    if (!plan.patience().isZero()) askToStop();
    members.forEach(Member::destroy);
    for (Member member : members) if (member.starts() > 0) member.ends(STOP_LIMIT);
    try {
      Signals.send("CONT", databaseProcesses()); // what is frozen cannot be stopped
    } catch (IOException | RuntimeException gone) {
      // then it is not frozen either
    }
    database.close();
    plan.network().close();
  }
}
