package io.ixion.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.interaction.InteractionEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges a life by its events alone, knowing nothing of the engine's own rules: at most one agent
 * at a time, no accept without its offer, each attempt and each offer once, nothing after the end.
 */
public final class JournalAutomaton {
  private record Out(int number, AgentId agent, boolean accepted) {}

  private final Set<AttemptId> attempts = new HashSet<>();
  private final Set<Integer> offers = new HashSet<>();
  private Optional<Out> out = Optional.empty();
  private boolean held;
  private boolean stopped;

  private JournalAutomaton() {}

  public static void judge(List<InteractionEvent> life) {
    var automaton = new JournalAutomaton();
    assertThat(life.get(0)).isInstanceOf(InteractionEvent.Submitted.class);
    for (int i = 0; i < life.size(); i++)
      try {
        automaton.step(life.get(i), i == 0);
      } catch (AssertionError e) {
        throw new AssertionError("event " + (i + 1) + " of " + life + ": " + e.getMessage(), e);
      }
  }

  private void step(InteractionEvent event, boolean first) {
    assertThat(stopped).as("stopped before").isFalse();
    if (event instanceof InteractionEvent.Submitted e) {
      assertThat(first).as("submitted once").isTrue();
      held = e.isHeld();
      once(e.attempt());
    } else if (event instanceof InteractionEvent.Offered e) {
      assertThat(out).as("with nobody").isEmpty();
      assertThat(held).as("held").isFalse();
      assertThat(offers.add(e.number())).as("offer %s is new", e.number()).isTrue();
      out = Optional.of(new Out(e.number(), e.agent(), false));
    } else if (event instanceof InteractionEvent.Accepted e) {
      assertThat(out).contains(new Out(e.number(), e.agent(), false));
      out = Optional.of(new Out(e.number(), e.agent(), true));
    } else if (event instanceof InteractionEvent.Rejected e) offerEnds(e.number(), e.agent());
    else if (event instanceof InteractionEvent.OfferExpired e) offerEnds(e.number(), e.agent());
    else if (event instanceof InteractionEvent.Rescinded e) offerEnds(e.number(), e.agent());
    else if (event instanceof InteractionEvent.Released e) {
      assertThat(out).contains(new Out(e.number(), e.agent(), true));
      out = Optional.empty();
    } else others(event);
  }

  private void others(InteractionEvent event) {
    if (event instanceof InteractionEvent.PlacedInQueue e) {
      once(e.attempt());
      held = e.isHeld();
      out = Optional.empty();
    } else if (event instanceof InteractionEvent.Held e) {
      once(e.attempt());
      assertThat(out).as("with nobody").isEmpty();
      held = true;
    } else if (event instanceof InteractionEvent.Resumed e) {
      once(e.attempt());
      held = false;
    } else if (event instanceof InteractionEvent.Stopped e) {
      once(e.attempt());
      stopped = true;
    } else if (event instanceof InteractionEvent.DataChanged e) once(e.attempt());
    else if (event instanceof InteractionEvent.WentOffline e) once(e.attempt());
    else throw new AssertionError("unknown event " + event);
  }

  private void offerEnds(int number, AgentId agent) {
    assertThat(out).contains(new Out(number, agent, false));
    out = Optional.empty();
  }

  private void once(AttemptId attempt) {
    assertThat(attempts.add(attempt)).as("attempt %s has one effect", attempt).isTrue();
  }
}
