package io.ixion.benchmark.drill;

import io.ixion.cluster.Database;
import io.ixion.cluster.DatabaseSettings;
import java.io.IOException;
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
 * A cluster of the drill's own: one embedded database that belongs to this process, and nodes as
 * processes. Closing it leaves no process behind, whatever was done to them.
 */
final class Cluster implements AutoCloseable {
  static final Duration START_LIMIT = Duration.ofSeconds(120);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  private static final int FIRST_PORT = 17_300; // below those that the system hands out by itself
  private static final int PORTS = 10_000;

  /** What makes a short drill tell as much as a long one; the user's own settings win. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "IXION_HTTP_STREAM_KEEP_ALIVE", "500ms",
          "IXION_OFFER_TIMEOUT", "10s",
          "IXION_AGENT_MISSED_OFFERS_LIMIT", "0");

  private final Path directory;
  private final Network network;
  private final Database database;
  private final List<Member> members = new ArrayList<>();
  private final Thread hook = new Thread(this::end, "drill-stop");
  private boolean ended;

  private Cluster(Path directory, Network network, Database database) {
    this.directory = directory;
    this.network = network;
    this.database = database;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Starts all of it and returns once every node is ready.
   *
   * @param options for the JVM of each node
   */
  static Cluster start(
      int nodes, Path directory, Network network, List<String> options, Consumer<String> progress)
      throws IOException {
    progress.accept("starting the database in " + directory);
    Database database =
        Database.open(
            new DatabaseSettings(
                Files.createDirectories(directory.resolve("database")), Optional.empty(), 3, 1));
    var cluster = new Cluster(directory, network, database);
    try {
      cluster.configure(nodes, options);
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

  private void configure(int nodes, List<String> options) throws IOException {
    URI url = URI.create(database.jdbcUrl().substring("jdbc:".length()));
    var environment = new HashMap<>(SETTINGS);
    environment.keySet().removeAll(System.getenv().keySet());
    environment.put(
        DatabaseSettings.URL,
        "jdbc:postgresql://" + network.database(url.getPort()) + url.getPath());
    environment.put(DatabaseSettings.USER, database.user());
    environment.put(DatabaseSettings.PASSWORD, database.password());
    var ports = new Ports();
    var seeds = new ArrayList<InetSocketAddress>();
    for (int node = 1; node <= nodes; node++)
      seeds.add(InetSocketAddress.createUnresolved(network.address(node), ports.next()));
    String seedNodes =
        seeds.stream()
            .map(s -> s.getHostString() + ":" + s.getPort())
            .collect(Collectors.joining(","));
    for (int node = 1; node <= nodes; node++) {
      int http = ports.next();
      var command = new ArrayList<>(network.prefix(node));
      command.addAll(java());
      command.addAll(options);
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.addAll(List.of("io.ixion.benchmark.Ixion", "start", "--seed-nodes", seedNodes));
      command.addAll(List.of("--listen", network.address(node), "--port", Integer.toString(http)));
      command.addAll(
          List.of(
              "--cluster-host",
              network.address(node),
              "--cluster-port",
              Integer.toString(seeds.get(node - 1).getPort())));
      URI uri = URI.create("http://" + network.address(node) + ":" + http);
      Path log = directory.resolve("node-" + node + ".log");
      members.add(new Member(node, uri, command, environment, log));
    }
  }

  private static List<String> java() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx384m",
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",
        "-Djava.awt.headless=true");
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

  List<Member> members() {
    return List.copyOf(members);
  }

  List<URI> uris() {
    return members.stream().map(Member::uri).toList();
  }

  Network network() {
    return network;
  }

  DataSource dataSource() {
    return database.dataSource();
  }

  /** The processes of the database, the postmaster first; empty while there is none. */
  List<ProcessHandle> databaseProcesses() {
    Path home = directory.resolve("database").resolve("postgres");
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
    members.forEach(Member::destroy);
    for (Member member : members) if (member.starts() > 0) member.ends(STOP_LIMIT);
    try {
      Signals.send("CONT", databaseProcesses()); // what is frozen cannot be stopped
    } catch (IOException | RuntimeException gone) {
      // then it is not frozen either
    }
    database.close();
    network.close();
  }
}
