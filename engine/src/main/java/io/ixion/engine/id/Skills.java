package io.ixion.engine.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Skills with levels: what an agent has, or the minimum that an interaction asks for.
 *
 * @param levels by skill; a level is 1 to 100
 */
public record Skills(@JsonValue SortedMap<SkillName, Integer> levels) {
  public static final int MAX_LEVEL = 100;
  public static final int MAX_SKILLS = 64;
  public static final Skills NONE = new Skills(new TreeMap<>());

  public Skills {
    if (levels.size() > MAX_SKILLS)
      throw new IllegalArgumentException(
          "at most " + MAX_SKILLS + " skills, found " + levels.size());
    for (Map.Entry<SkillName, Integer> skill : levels.entrySet())
      if (skill.getValue() == null || skill.getValue() < 1 || skill.getValue() > MAX_LEVEL)
        throw new IllegalArgumentException(
            "level of skill "
                + skill.getKey()
                + " must be 1 to "
                + MAX_LEVEL
                + ", found "
                + skill.getValue());
    levels = Collections.unmodifiableSortedMap(new TreeMap<>(levels));
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Skills of(Map<String, Integer> levels) {
    if (levels == null || levels.isEmpty()) return NONE;
    var named = new TreeMap<SkillName, Integer>();
    levels.forEach((name, level) -> named.put(new SkillName(name), level));
    return new Skills(named);
  }

  /** Whether somebody with these skills meets every required minimum level. */
  public boolean cover(Skills required) {
    for (Map.Entry<SkillName, Integer> minimum : required.levels.entrySet()) {
      Integer level = levels.get(minimum.getKey());
      if (level == null || level < minimum.getValue()) return false;
    }
    return true;
  }
}
