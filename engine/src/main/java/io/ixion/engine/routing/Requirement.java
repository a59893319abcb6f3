package io.ixion.engine.routing;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.ixion.engine.kernel.MediaType;
import io.ixion.engine.kernel.Skills;
import java.util.stream.Collectors;

/** What an agent must have to be offered an interaction; equal requirements form one class. */
public record Requirement(MediaType mediaType, Skills skills) {
  /** Canonical text, equal exactly for equal requirements: {@code chat|billing>=2,german>=1}. */
  @JsonIgnore
  public String key() {
    return mediaType
        + "|"
        + skills.levels().entrySet().stream()
            .map(skill -> skill.getKey() + ">=" + skill.getValue())
            .collect(Collectors.joining(","));
  }
}
