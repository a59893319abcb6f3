package io.ixion.engine.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ixion.engine.GoldenFile;
import io.ixion.engine.JournalSerialization;
import io.ixion.engine.id.Originator;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The bytes of every released event are frozen: a sample is added, never edited. */
class AgentJournalTest {
  private static final JournalSerialization JOURNAL = new JournalSerialization();
  private static final AgentEvent ANY = AgentFixtures.oneOfEachEvent().get(3);

  @AfterAll
  static void close() {
    JOURNAL.close();
  }

  @Test
  void everyEventIsStoredAsItsFrozenSampleAndReadBack() {
    for (AgentEvent event : AgentFixtures.oneOfEachEvent()) {
      String json = JOURNAL.write(event);
      String name = json.replaceAll("(?s)^\\{\"type\":\"([a-z-]+)\".*", "$1");
      GoldenFile.assertUnchanged("journal/agent/" + name + "-by.json", json + "\n");
      assertThat(JOURNAL.read(json, event)).isEqualTo(event);
    }
  }

  @Test
  void anAttemptIsStoredWithWhatItDid() {
    for (AgentEvent event : AgentFixtures.oneOfEachAttempted()) {
      String json = JOURNAL.write(event);
      String name = json.replaceAll("(?s)^\\{\"type\":\"([a-z-]+)\".*", "$1");
      GoldenFile.assertUnchanged("journal/agent/" + name + "-attempt-by.json", json + "\n");
      assertThat(JOURNAL.read(json, event)).isEqualTo(event);
      assertThat(event.attempt()).isPresent();
    }
  }

  /** Who did it is who it must have been, where it was not stored. */
  @Test
  void everyEventOfTheFirstEditionIsReadBack() {
    for (AgentEvent event : AgentFixtures.oneOfEachEvent())
      assertThat(JOURNAL.read(firstEdition(event, ""), event)).isEqualTo(event);
    for (AgentEvent event : AgentFixtures.oneOfEachAttempted())
      assertThat(JOURNAL.read(firstEdition(event, "-attempt"), event)).isEqualTo(event);
  }

  private static String firstEdition(AgentEvent event, String kind) {
    String name = JOURNAL.write(event).replaceAll("(?s)^\\{\"type\":\"([a-z-]+)\".*", "$1");
    return GoldenFile.read("journal/agent/" + name + kind + ".json");
  }

  @Test
  void theJournalKnowsNoClassNames() {
    assertThat(JOURNAL.manifest(ANY)).isEmpty();
  }

  @Test
  void anEventThatLacksARequiredFieldFailsLoudly() {
    String at = "\"at\":\"2026-01-02T03:04:05.678Z\"";
    for (String broken :
        new String[] {
          "{\"type\":\"agent-configured\"," + at + ",\"tenant\":\"acme\",\"id\":\"ann\"}",
          "{\"type\":\"agent-logged-in\"," + at + ",\"session\":1}",
          "{\"type\":\"agent-logged-in\"," + at + ",\"media\":{}}",
          "{\"type\":\"agent-logged-out\"," + at + "}",
          "{\"type\":\"agent-ready\"," + at + "}",
          "{\"type\":\"agent-not-ready\"," + at + "}",
          "{\"type\":\"agent-stream-opened\"}",
          "{\"type\":\"agent-stream-lost\"," + at + "}"
        })
      assertThatThrownBy(() -> JOURNAL.read(broken, ANY)).as(broken).hasMessageContaining("lacks");
  }

  @Test
  void anAbsentReasonAndAFieldOfANewerVersionAreReadWithoutHarm() {
    String old =
        "{\"type\":\"agent-not-ready\",\"at\":\"2026-01-02T03:04:05.678Z\",\"medium\":\"chat\",\"new\":1}";
    assertThat(JOURNAL.read(old, ANY))
        .isEqualTo(
            new AgentEvent.BecameNotReady(
                AgentFixtures.T0,
                Optional.empty(),
                AgentFixtures.CHAT,
                Optional.empty(),
                Originator.CLIENT));
  }

  @Test
  void aProfileIsStoredWithItsCapacities() {
    var event = (AgentEvent.Configured) AgentFixtures.oneOfEachEvent().get(0);
    var back = (AgentEvent.Configured) JOURNAL.read(JOURNAL.write(event), ANY);
    assertThat(back.profile().capacity()).isEqualTo(Map.of(AgentFixtures.EMAIL, 3));
  }
}
