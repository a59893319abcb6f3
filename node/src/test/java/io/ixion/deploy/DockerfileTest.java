package io.ixion.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ixion.Ixion;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What can be known of the image without building it. */
class DockerfileTest {
  private static final Set<String> WORDS =
      Set.of(
          "FROM",
          "WORKDIR",
          "RUN",
          "COPY",
          "ENV",
          "USER",
          "EXPOSE",
          "STOPSIGNAL",
          "HEALTHCHECK",
          "ENTRYPOINT",
          "CMD");
  private final List<String> lines = instructions();

  private static List<String> instructions() {
    var whole = new ArrayList<String>();
    String text = DeployFiles.text("Dockerfile").replaceAll("(?m)^#.*\\R", "");
    for (String line : text.replaceAll("\\\\\\R\\s*", " ").split("\\R"))
      if (!line.isBlank()) whole.add(line.strip());
    return whole;
  }

  private List<String> last(String word) {
    return lines.stream().filter(line -> line.startsWith(word + " ")).toList();
  }

  private static String[] words(String json) throws Exception {
    return new ObjectMapper().readValue(json, String[].class);
  }

  @Test
  void everyLineIsAnInstruction() {
    for (String line : lines) assertThat(WORDS).contains(line.split(" ")[0]);
    assertThat(last("FROM")).hasSize(2);
    assertThat(last("FROM").get(0)).contains("-jdk");
    assertThat(last("FROM").get(1)).contains("-jre").doesNotContain(" AS ");
  }

  @Test
  void theLauncherIsStartedDirectlyAndUnderstandsTheCommand() throws Exception {
    assertThat(words(last("ENTRYPOINT").get(0).substring(11))).containsExactly("/opt/ixion/ixion");
    var command = words(last("CMD").get(0).substring(4));
    assertThat(Ixion.commandLine().parseArgs(command).subcommand().commandSpec().name())
        .isEqualTo("start");
    assertThat(DeployFiles.text("ixion")).contains("exec \"$jdk/bin/java\"");
    assertThat(Files.isExecutable(DeployFiles.ROOT.resolve("ixion"))).isTrue();
  }

  @Test
  void whatTheLauncherRunsIsWhereItLooks() {
    assertThat(DeployFiles.text("ixion")).contains("module=node", "dist=$home/$module/target/dist");
    assertThat(lines)
        .contains(
            "COPY --from=build /src/ixion /opt/ixion/ixion",
            "COPY --from=build /src/node/target/dist /opt/ixion/node/target/dist");
    assertThat(lines.toString())
        .contains("-Pdist", "-pl node -am")
        .contains("touch node/target/dist/built");
  }

  @Test
  void theHealthCheckIsAScriptOfOurs() throws Exception {
    String check = last("HEALTHCHECK").get(0);
    assertThat(words(check.substring(check.indexOf("CMD ") + 4)))
        .containsExactly("/opt/ixion/health", "/health/ready");
    assertThat(lines).contains("COPY deploy/docker/health /opt/ixion/health");
    assertThat(Files.isExecutable(DeployFiles.ROOT.resolve("deploy/docker/health"))).isTrue();
    assertThat(DeployFiles.text(".dockerignore").lines()).doesNotContain("deploy", "deploy/docker");
  }

  @Test
  void nobodyIsRootAndEveryVariableIsRead() {
    assertThat(last("USER").get(0)).matches("USER [1-9][0-9]*:[1-9][0-9]*");
    var used = new HashSet<String>();
    DeployFiles.collect(DeployFiles.VARIABLE, last("ENV").toString(), used);
    assertThat(used).isNotEmpty();
    assertThat(DeployFiles.variables()).containsAll(used);
  }
}
