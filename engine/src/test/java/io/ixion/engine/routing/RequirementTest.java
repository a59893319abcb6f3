package io.ixion.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.Skills;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequirementTest {
  private static final MediaType CHAT = new MediaType("chat");

  @Test
  void theKeyIsReadable() {
    var requirement = new Requirement(CHAT, Skills.of(Map.of("german", 1, "billing", 2)));
    assertThat(requirement.key()).isEqualTo("chat|billing>=2,german>=1");
  }

  @Test
  void theKeyOfTheLongestRequirementIsShortAndStillItsOwn() {
    assertThat(longest(1).key()).hasSizeLessThanOrEqualTo(Requirement.MAX_KEY);
    assertThat(longest(1).key()).isEqualTo(longest(1).key());
    assertThat(longest(1).key()).isNotEqualTo(longest(2).key());
  }

  /** Requirements that differ in the level of the last skill only. */
  private static Requirement longest(int level) {
    var levels = new HashMap<String, Integer>();
    for (int i = 10; i < 10 + Skills.MAX_SKILLS; i++) levels.put("s" + i + "x".repeat(125), 1);
    levels.put("s" + (9 + Skills.MAX_SKILLS) + "x".repeat(125), level);
    return new Requirement(CHAT, Skills.of(levels));
  }
}
