package io.ixion.cluster;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the database is: an embedded one in a directory of ours, or the user's own.
 *
 * @param dataDirectory home of the embedded database
 * @param own the user's own database, which replaces the embedded one
 * @param poolSize connections for queries and the read side
 * @param journalConnections connections for the journal
 */
public record DatabaseSettings(
    Path dataDirectory, Optional<Own> own, int poolSize, int journalConnections) {
  public static final String URL = "IXION_DATABASE_URL";
  public static final String USER = "IXION_DATABASE_USER";
  public static final String PASSWORD = "IXION_DATABASE_PASSWORD";
  private static final int POOL_SIZE = 6;
  private static final int JOURNAL_CONNECTIONS = 8;

  /** The user's own PostgreSQL; the password is kept out of {@code toString}. */
  public record Own(String url, String user, String password) {
    @Override
    public String toString() {
      return "Own[url=" + url + ", user=" + user + "]";
    }
  }

  /** Reads {@value #URL}, {@value #USER} and {@value #PASSWORD}. */
  public static DatabaseSettings of(Path dataDirectory, Map<String, String> environment) {
    return new DatabaseSettings(dataDirectory, own(environment), POOL_SIZE, JOURNAL_CONNECTIONS);
  }

  private static Optional<Own> own(Map<String, String> environment) {
    String url = environment.getOrDefault(URL, "");
    if (url.isBlank()) return Optional.empty();
    if (!url.startsWith("jdbc:postgresql:"))
      throw new DatabaseProblem(
          URL
              + " must be a JDBC URL of PostgreSQL such as jdbc:postgresql://db.example:5432/ixion; found "
              + url);
    String user = environment.getOrDefault(USER, "");
    if (user.isBlank())
      throw new DatabaseProblem(
          URL + " is set, so " + USER + " (and " + PASSWORD + ") must be set as well");
    return Optional.of(new Own(url, user, environment.getOrDefault(PASSWORD, "")));
  }
}
