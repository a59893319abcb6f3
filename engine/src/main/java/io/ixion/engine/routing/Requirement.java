package io.ixion.engine.routing;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.Skills;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** What an agent must have to be offered an interaction; equal requirements form one class. */
public record Requirement(MediaType mediaType, Skills skills) {
  /** Longest key, in characters: what a database can index. */
  public static final int MAX_KEY = 600;

  private static final int KEPT = 500;

  /**
   * Canonical text, equal exactly for equal requirements: {@code chat|billing>=2,german>=1}. A very
   * long one is cut and ends in a digest of the whole.
   */
  @JsonIgnore
  public String key() {
    String text =
        mediaType
            + "|"
            + skills.levels().entrySet().stream()
                .map(skill -> skill.getKey() + ">=" + skill.getValue())
                .collect(Collectors.joining(","));
    return text.length() <= MAX_KEY ? text : text.substring(0, KEPT) + "#" + digest(text);
  }

  private static String digest(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      text.chars().forEach(c -> digest.update((byte) c)); // names are of ASCII only
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
