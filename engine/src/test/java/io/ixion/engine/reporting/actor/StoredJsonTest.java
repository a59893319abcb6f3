package io.ixion.engine.reporting.actor;

import static io.ixion.engine.interaction.InteractionFixtures.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.GoldenFile;
import io.ixion.engine.JournalSerialization;
import io.ixion.engine.agent.Agent;
import io.ixion.engine.agent.AgentEvent;
import io.ixion.engine.agent.AgentFixtures;
import io.ixion.engine.agent.domain.AgentEvolution;
import io.ixion.engine.interaction.AnyData;
import io.ixion.engine.interaction.AttachedData;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionEvent;
import io.ixion.engine.interaction.InteractionFixtures;
import io.ixion.engine.interaction.Place;
import io.ixion.engine.interaction.domain.InteractionEvolution;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class StoredJsonTest {
  @Test
  void readsEveryEventAsTheJournalWritesIt() throws IOException {
    try (var journal = new JournalSerialization()) {
      for (InteractionEvent event : InteractionFixtures.oneOfEachEvent())
        assertThat(StoredJson.interactionEvent(journal.bytes(event))).isEqualTo(event);
      for (AgentEvent event : AgentFixtures.oneOfEachEvent())
        assertThat(StoredJson.agentEvent(journal.bytes(event))).isEqualTo(event);
    }
  }

  @Test
  void dataOfEveryShapeIsTheSameForTheJournalAndTheTables() throws IOException {
    try (var journal = new JournalSerialization()) {
      Optional<Interaction> owner = Optional.empty();
      Optional<Interaction> table = Optional.empty();
      for (InteractionEvent event : InteractionFixtures.eventsWithNestedData()) {
        byte[] stored = journal.bytes(event);
        var replayed = (InteractionEvent) journal.read(stored, event);
        owner = Optional.of(InteractionEvolution.evolve(owner, replayed));
        InteractionEvent followed = StoredJson.interactionEvent(stored);
        table = Optional.of(InteractionEvolution.evolve(table, followed));
        assertThat(followed).isEqualTo(event);
      }
      assertThat(owner).isEqualTo(table);
      assertThat(written(table.orElseThrow())).isEqualTo(shown(owner.orElseThrow()));
    }
  }

  @Test
  void readsWhatWasZipped() throws IOException {
    InteractionEvent event = InteractionFixtures.oneOfEachEvent().get(0);
    var zipped = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(zipped)) {
      out.write(ReadTables.bytes(event));
    }
    assertThat(StoredJson.interactionEvent(zipped.toByteArray())).isEqualTo(event);
  }

  @Test
  void everyStateComesBackAsItWas() {
    InteractionFixtures.states()
        .values()
        .forEach(
            state ->
                state.ifPresent(
                    interaction -> assertThat(written(interaction)).isEqualTo(shown(interaction))));
    Optional<Agent> agent = Optional.empty();
    for (AgentEvent event : AgentFixtures.oneOfEachEvent()) {
      agent = Optional.of(AgentEvolution.evolve(agent, event));
      assertThat(StoredJson.read(StoredJson.write(agent.get()), Agent.class))
          .isEqualTo(agent.get());
    }
  }

  @Test
  void readsARowOfAnAgentFromBeforeAttemptsWereKept() {
    Agent agent = AgentFixtures.configured();
    String row = StoredJson.write(agent);
    String old = row.replace(",\"recentAttempts\":[]", "");
    assertThat(old).isNotEqualTo(row);
    assertThat(StoredJson.read(old, Agent.class)).isEqualTo(agent);
  }

  @Test
  void writesNoCharacterThatATextColumnCannotHold() {
    var data = new AttachedData(Map.of("zero\0key", "zero\0value"));
    Interaction state = InteractionEvolution.evolve(Optional.empty(), Lives.withData(1, data));
    assertThat(StoredJson.write(state.data())).doesNotContain("\0");
    assertThat(written(state)).isEqualTo(shown(state));
  }

  @Test
  void readsRowsOfTheFirstEdition() {
    String row = GoldenFile.read("tables/first-edition-row.json");
    Interaction read = StoredJson.interaction(row, null);
    assertThat(read.header().priority()).isEqualTo(5);
    assertThat(read.place())
        .isEqualTo(
            new Place.Handling(
                1,
                ANN,
                Instant.parse("2026-11-29T02:19:44.155Z"),
                Instant.parse("2026-11-29T02:19:44.155Z"),
                Duration.ofMinutes(10)));
    assertThat(read.data()).isEqualTo(AnyData.everyShape());
    assertThat(StoredJson.header(row)).isEqualTo(read.header());
  }

  /** What a row gives back. */
  private static Interaction written(Interaction state) {
    return StoredJson.interaction(StoredJson.write(state.header()), StoredJson.write(state.data()));
  }

  private static Interaction shown(Interaction state) {
    return new Interaction(state.header(), state.data());
  }
}
