package io.ixion.contract.released;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ixion.contract.ApiSchemas;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Nothing is taken away of the last released description, unless it was looked at and is right. */
class ReleasedTest {
  private final List<String> changes = changes();
  private final List<Pattern> allowed = allowed();

  @Test
  void nothingIsTakenAwayButWhatIsAllowed() {
    assertThat(changes)
        .as("put it back, or say in released/allowed.yaml why it is right")
        .allMatch(change -> allowed.stream().anyMatch(each -> each.matcher(change).matches()));
  }

  @Test
  void everythingThatIsAllowedIsNeeded() {
    assertThat(allowed)
        .as("leave it out of released/allowed.yaml")
        .allMatch(each -> changes.stream().anyMatch(change -> each.matcher(change).matches()));
  }

  private static List<String> changes() {
    try (InputStream in = resource("openapi-1.json")) {
      JsonNode released = new ObjectMapper().readTree(in);
      return Changes.between(released, ApiSchemas.document());
    } catch (IOException e) {
      throw new AssertionError("the released description cannot be read", e);
    }
  }

  private static List<Pattern> allowed() {
    var allowed = new ArrayList<Pattern>();
    try (InputStream in = resource("allowed.yaml")) {
      for (Object each :
          (List<?>) new Load(LoadSettings.builder().build()).loadFromInputStream(in)) {
        Map<?, ?> entry = (Map<?, ?>) each;
        assertThat((String) entry.get("reason")).isNotBlank();
        for (Object change : (List<?>) entry.get("changes")) allowed.add(pattern((String) change));
      }
    } catch (IOException e) {
      throw new AssertionError("what is allowed cannot be read", e);
    }
    return allowed;
  }

  private static Pattern pattern(String change) {
    return Pattern.compile(
        Arrays.stream(change.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")));
  }

  private static InputStream resource(String name) {
    return ReleasedTest.class.getResourceAsStream("/released/" + name);
  }
}
