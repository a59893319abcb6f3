package io.ixion.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
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
}
