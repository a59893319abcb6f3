package io.ixion.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeSettingsTest {
  private static final Path OF_THE_USER =
      Path.of(System.getProperty("user.home"), ".local/state/ixion");

  private static Path directory(Map<String, String> environment) {
    return NodeSettings.defaultDirectory(environment);
  }

  @Test
  void stateIsBelowTheHomeOfTheEnvironment() {
    assertThat(directory(Map.of("HOME", "/elsewhere")))
        .isEqualTo(Path.of("/elsewhere/.local/state/ixion"));
    assertThat(directory(Map.of("HOME", "/"))).isEqualTo(Path.of("/.local/state/ixion"));
  }

  @Test
  void aDirectoryForStateWins() {
    assertThat(directory(Map.of("XDG_STATE_HOME", "/var/state", "HOME", "/elsewhere")))
        .isEqualTo(Path.of("/var/state/ixion"));
  }

  @Test
  void whatIsNoAbsolutePathIsPassedOver() {
    for (String no : new String[] {"", "state", "~/state", "./state"}) {
      assertThat(directory(Map.of("XDG_STATE_HOME", no, "HOME", "/elsewhere")))
          .isEqualTo(Path.of("/elsewhere/.local/state/ixion"));
      assertThat(directory(Map.of("HOME", no))).isEqualTo(OF_THE_USER);
    }
    assertThat(directory(Map.of())).isEqualTo(OF_THE_USER);
  }
}
