package io.ixion.engine.routing.domain;

import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.Skills;
import io.ixion.engine.routing.Requirement;

/**
 * What agents of equal skills may be offered in one medium: the numbers of the lines they cover.
 */
final class SkillProfile {
  /** Equal for agents who are eligible for the same lines. */
  record Key(Skills skills, MediaType medium) {}

  final Key key;
  final LineSet eligible = new LineSet();
  int users;

  SkillProfile(Key key) {
    this.key = key;
  }

  boolean covers(Requirement requirement) {
    return key.medium.equals(requirement.mediaType()) && key.skills.cover(requirement.skills());
  }
}
