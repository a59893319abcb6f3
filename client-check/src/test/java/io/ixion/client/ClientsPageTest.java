package io.ixion.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The samples of docs/clients.md are parts of programs that are run. */
class ClientsPageTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern SAMPLE =
      Pattern.compile("(?:<!-- (\\S+) -->\\n)?```(\\w+)\\n(.*?)```", Pattern.DOTALL);

  private final String page = Files.readString(ROOT.resolve("docs/clients.md"));

  ClientsPageTest() throws IOException {}

  @Test
  void everySampleIsPartOfTheProgramThatItNames() throws IOException {
    Set<String> languages = new HashSet<>();
    int unnamed = 0;
    for (MatchResult sample : SAMPLE.matcher(page).results().toList()) {
      languages.add(sample.group(2));
      if (sample.group(1) == null) unnamed++;
      else
        assertThat(code(Files.readString(ROOT.resolve(sample.group(1)))))
            .as(sample.group(1))
            .contains(code(sample.group(3)));
    }
    assertThat(languages).containsExactlyInAnyOrder("java", "ts", "python", "sh");
    assertThat(unnamed).as("how to generate, run by hand").isEqualTo(1);
  }

  /** The page breaks lines where it likes. */
  private static String code(String text) {
    return text.replaceAll("\\s", "");
  }

  @Test
  void everyFileThatItNamesIsThere() {
    List<String> links =
        Pattern.compile("\\]\\((\\.\\./[^)]+)\\)")
            .matcher(page)
            .results()
            .map(link -> link.group(1))
            .toList();
    assertThat(links).isNotEmpty();
    for (String link : links) assertThat(ROOT.resolve("docs").resolve(link)).exists();
  }

  @Test
  void namesTheVersionOfTheGeneratorThatTheBuildUses() throws IOException {
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    String version = pom.replaceAll("(?s).*<openapi-generator.version>(.*?)<.*", "$1");
    assertThat(page).contains("**" + version + "**");
    assertThat(Files.readString(ROOT.resolve("README.md")))
        .contains("OpenAPI Generator " + version);
  }
}
