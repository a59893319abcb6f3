package io.ixion.judge;

/**
 * One violation.
 *
 * @param subject the interaction, agent, queue or key that it is about
 * @param text the whole of it, as a sentence
 */
public record Finding(Invariant invariant, String subject, String text) {
  @Override
  public String toString() {
    return text;
  }
}
