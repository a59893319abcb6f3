package io.ixion.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher hands to Java: seen by a Java that only says what it was given. */
class LauncherTest {
  private static final String SAYS =
      "#!/bin/sh\necho \"umask $(umask -S)\"\nprintf '%s\\n' \"$@\"\n";

  @TempDir private Path directory;

  @BeforeEach
  void aBuildAndAJavaOfItsOwn() throws IOException {
    Files.copy(DeployFiles.ROOT.resolve("ixion"), directory.resolve("ixion"));
    Files.createDirectories(directory.resolve("node/target/dist"));
    Files.createFile(directory.resolve("node/target/dist/built"));
    Files.createDirectories(directory.resolve("jdk/bin"));
    Files.writeString(directory.resolve("jdk/release"), "JAVA_VERSION=\"17.0.15\"\n");
    Path java = Files.writeString(directory.resolve("jdk/bin/java"), SAYS);
    assertThat(java.toFile().setExecutable(true)).isTrue();
  }

  private List<String> started(String before) throws Exception {
    var process =
        new ProcessBuilder("bash", "-c", before + "; exec bash \"$0\" start", "./ixion")
            .directory(directory.toFile())
            .redirectErrorStream(true);
    process.environment().put("IXION_JAVA_HOME", directory.resolve("jdk").toString());
    process.environment().put("IXION_NO_BUILD", "true");
    process.environment().put("IXION_NO_ARCHIVE", "true");
    Process launcher = process.start();
    var said = new String(launcher.getInputStream().readAllBytes()).lines().toList();
    assertThat(launcher.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(launcher.exitValue()).as("%s", said).isZero();
    assertThat(said).endsWith("io.ixion.Ixion", "start");
    return said;
  }

  @Test
  void othersMayWriteToNothingAndAStricterUmaskStays() throws Exception {
    assertThat(started("umask 000")).contains("umask u=rwx,g=rx,o=rx");
    assertThat(started("umask 002")).contains("umask u=rwx,g=rx,o=rx");
    assertThat(started("umask 027")).contains("umask u=rwx,g=rx,o=");
    assertThat(started("umask 077")).contains("umask u=rwx,g=,o=");
  }

  @Test
  void whatBenchmarkAddsIsThereOnlyWhereItWasBuilt() throws Exception {
    assertThat(started("true")).contains(directory.toRealPath() + "/node/target/dist/lib/*");
    Files.createDirectories(directory.resolve("benchmark/target/dist"));
    assertThat(started("true")).contains(directory.toRealPath() + "/node/target/dist/lib/*");
    Files.createFile(directory.resolve("benchmark/target/dist/built"));
    assertThat(started("true")).contains(directory.toRealPath() + "/benchmark/target/dist/lib/*");
  }

  @Test
  void homeIsWhereTheEnvironmentSaysAndTheUsersOptionsComeLast() throws Exception {
    assertThat(started("export HOME='/else where' IXION_JAVA_OPTS='-Xmx4g -Duser.home=/other'"))
        .containsSubsequence("-Duser.home=/else where", "-Xmx4g", "-Duser.home=/other", "-cp");
    for (String none : new String[] {"unset HOME", "export HOME=", "export HOME=here"})
      assertThat(started(none)).noneMatch(option -> option.startsWith("-Duser.home"));
  }
}
