package io.ixion.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseSettingsTest {
  private static final Path DATA = Path.of("data");
  private static final String URL = "jdbc:postgresql://db.example:5432/ixion";

  @Test
  void withoutUrlTheDatabaseIsEmbedded() {
    assertThat(DatabaseSettings.of(DATA, Map.of()).own()).isEmpty();
    assertThat(DatabaseSettings.of(DATA, Map.of(DatabaseSettings.URL, " ")).own()).isEmpty();
  }

  @Test
  void urlUserAndPasswordNameTheUsersOwn() {
    var settings =
        DatabaseSettings.of(
            DATA,
            Map.of(
                DatabaseSettings.URL, URL,
                DatabaseSettings.USER, "ada",
                DatabaseSettings.PASSWORD, "secret"));
    assertThat(settings.own()).contains(new DatabaseSettings.Own(URL, "ada", "secret"));
    assertThat(settings.toString()).contains("ada").doesNotContain("secret");
  }

  @Test
  void anotherKindOfUrlIsRefused() {
    var environment =
        Map.of(DatabaseSettings.URL, "postgres://db.example/ixion", DatabaseSettings.USER, "ada");
    assertThatThrownBy(() -> DatabaseSettings.of(DATA, environment))
        .isInstanceOf(DatabaseProblem.class)
        .hasMessageContaining(DatabaseSettings.URL)
        .hasMessageContaining("jdbc:postgresql://");
  }

  @Test
  void urlWithoutUserIsRefused() {
    assertThatThrownBy(() -> DatabaseSettings.of(DATA, Map.of(DatabaseSettings.URL, URL)))
        .isInstanceOf(DatabaseProblem.class)
        .hasMessageContaining(DatabaseSettings.USER);
  }

  @Test
  void noPasswordIsEverShown() {
    for (String url :
        new String[] {
          "jdbc:postgresql://db.example/ixion?ssl=true&password=secret&user=ada",
          "jdbc:postgresql://ada:secret@db.example/ixion"
        }) {
      var own = new DatabaseSettings.Own(url, "ada", "secret");
      assertThat(own.shownUrl()).contains("db.example/ixion").doesNotContain("secret");
      assertThat(own.toString()).doesNotContain("secret");
    }
    var wrong =
        Map.of(DatabaseSettings.URL, "jdbc:mysql://a:secret@b/c", DatabaseSettings.USER, "ada");
    assertThatThrownBy(() -> DatabaseSettings.of(DATA, wrong))
        .hasMessageContaining("jdbc:mysql://***@b/c");
  }

  @Test
  void connectionsAreLimited() {
    var few = DatabaseSettings.of(DATA, Map.of());
    assertThat(few.poolSize()).isEqualTo(6);
    assertThat(few.journalConnections()).isEqualTo(8);
    var many =
        DatabaseSettings.of(
            DATA, Map.of(DatabaseSettings.POOL, "20", DatabaseSettings.JOURNAL, "30"));
    assertThat(many.poolSize()).isEqualTo(20);
    assertThat(many.journalConnections()).isEqualTo(30);
    for (String wrong : new String[] {"0", "101", "many", "-1", "99999"})
      assertThatThrownBy(() -> DatabaseSettings.of(DATA, Map.of(DatabaseSettings.POOL, wrong)))
          .isInstanceOf(DatabaseProblem.class)
          .hasMessageContaining(DatabaseSettings.POOL)
          .hasMessageContaining("4 to 100")
          .hasMessageContaining(wrong);
  }

  @Test
  void whatANodeDependsOnIsNotLeftToTheUrl() {
    for (String parameter : List.of("ApplicationName", "options", "socketTimeout", "loginTimeout"))
      for (String url : List.of(URL + "?" + parameter + "=x", URL + "?ssl=true&" + parameter))
        assertThatThrownBy(
                () ->
                    DatabaseSettings.of(
                        DATA, Map.of(DatabaseSettings.URL, url, DatabaseSettings.USER, "ada")))
            .isInstanceOf(DatabaseProblem.class)
            .hasMessageContaining(DatabaseSettings.URL)
            .hasMessageContaining(parameter);
  }

  @Test
  void anAnswerIsNotWaitedForForEver() {
    assertThat(DatabaseSettings.of(DATA, Map.of()).silence()).isEqualTo(Duration.ofSeconds(10));
    assertThat(DatabaseSettings.of(DATA, Map.of(DatabaseSettings.SILENCE, "300")).silence())
        .isEqualTo(Duration.ofMinutes(5));
    for (String wrong : new String[] {"0", "4", "301", "10s"})
      assertThatThrownBy(() -> DatabaseSettings.of(DATA, Map.of(DatabaseSettings.SILENCE, wrong)))
          .isInstanceOf(DatabaseProblem.class)
          .hasMessageContaining(DatabaseSettings.SILENCE)
          .hasMessageContaining("5 to 300")
          .hasMessageContaining(wrong);
  }
}
