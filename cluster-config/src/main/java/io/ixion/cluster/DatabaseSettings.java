package io.ixion.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the database is: an embedded one in a directory of ours, or the user's own.
 *
 * @param dataDirectory home of the embedded database
 * @param own the user's own database, which replaces the embedded one
 * @param poolSize connections for queries and the read side
 * @param journalConnections connections for the journal
 * @param silence how long a connection waits for an answer before it is given up
 */
public record DatabaseSettings(
    Path dataDirectory, Optional<Own> own, int poolSize, int journalConnections, Duration silence) {
  public static final String URL = "IXION_DATABASE_URL";
  public static final String USER = "IXION_DATABASE_USER";
  public static final String PASSWORD = "IXION_DATABASE_PASSWORD";

  /** Connections for queries and the read side, 4 to 100; 6 unless it is set. */
  public static final String POOL = "IXION_DATABASE_POOL";

  /** Connections for the journal, 2 to 100; 8 unless it is set. */
  public static final String JOURNAL = "IXION_DATABASE_JOURNAL_CONNECTIONS";

  /**
   * Seconds that a connection waits for an answer, 5 to 300; 10 unless it is set. So long nothing
   * is served when the host of the database is gone without a word; a slow database needs more.
   */
  public static final String SILENCE = "IXION_DATABASE_SOCKET_TIMEOUT";

  private static final int POOL_SIZE = 6;
  private static final int LEAST_POOL = 4; // as many as there are threads for queries
  private static final int JOURNAL_CONNECTIONS = 8;
  private static final int LEAST_JOURNAL = 2; // one would wait for itself
  private static final int MOST = 100;
  private static final int SILENT_SECONDS = 10; // as long as a call of the journal may take
  private static final int LEAST_SILENT = 5;
  private static final int MOST_SILENT = 300;

  /** Parameters of a URL that would win over what a node needs, and why each must not. */
  private static final Map<String, String> OURS =
      Map.of(
          "ApplicationName", "by this name a node finds the sessions of one that died",
          "options", "a node's lock depends on its own",
          "socketTimeout", "it is " + SILENCE,
          "connectTimeout", "Ixion sets it",
          "loginTimeout", "Ixion sets it",
          "tcpKeepAlive", "a lost host is noticed by it");

  /** The user's own PostgreSQL; passwords are kept out of {@code toString}. */
  public record Own(String url, String user, String password) {
    /** To be shown: without a password that may stand in it. */
    public String shownUrl() {
      return withoutPassword(url);
    }

    @Override
    public String toString() {
      return "Own[url=" + shownUrl() + ", user=" + user + "]";
    }
  }

  static String withoutPassword(String url) {
    return url.replaceAll("(?i)(password=)[^&]*", "$1***").replaceAll("//[^/@?]*@", "//***@");
  }

  /**
   * Reads {@value #URL}, {@value #USER}, {@value #PASSWORD}, {@value #POOL}, {@value #JOURNAL} and
   * {@value #SILENCE}.
   *
   * @throws DatabaseProblem that says which of them is wrong, and what is expected
   */
  public static DatabaseSettings of(Path dataDirectory, Map<String, String> environment) {
    return new DatabaseSettings(
        dataDirectory,
        own(environment),
        number(environment, POOL, LEAST_POOL, MOST, POOL_SIZE),
        number(environment, JOURNAL, LEAST_JOURNAL, MOST, JOURNAL_CONNECTIONS),
        Duration.ofSeconds(
            number(environment, SILENCE, LEAST_SILENT, MOST_SILENT, SILENT_SECONDS)));
  }

  private static int number(
      Map<String, String> environment, String name, int least, int most, int otherwise) {
    String given = environment.getOrDefault(name, "").strip();
    if (given.isEmpty()) return otherwise;
    if (given.matches("[0-9]{1,4}")) {
      int number = Integer.parseInt(given);
      if (number >= least && number <= most) return number;
    }
    throw new DatabaseProblem(
        name + " must be a number from " + least + " to " + most + "; found " + given);
  }

  private static List<String> parameters(String url) {
    int query = url.indexOf('?');
    if (query < 0) return List.of();
    return Stream.of(url.substring(query + 1).split("&")).map(p -> p.split("=", 2)[0]).toList();
  }

  private static Optional<Own> own(Map<String, String> environment) {
    String url = environment.getOrDefault(URL, "");
    if (url.isBlank()) return Optional.empty();
    if (!url.startsWith("jdbc:postgresql:"))
      throw new DatabaseProblem(
          URL
              + " must be a JDBC URL of PostgreSQL such as jdbc:postgresql://db.example:5432/ixion; found "
              + withoutPassword(url));
    for (String parameter : parameters(url))
      if (OURS.containsKey(parameter))
        throw new DatabaseProblem(
            URL + " must not set " + parameter + ": " + OURS.get(parameter) + "; remove it");
    String user = environment.getOrDefault(USER, "");
    if (user.isBlank())
      throw new DatabaseProblem(
          URL + " is set, so " + USER + " (and " + PASSWORD + ") must be set as well");
    return Optional.of(new Own(url, user, environment.getOrDefault(PASSWORD, "")));
  }
}
