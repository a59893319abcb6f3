package io.ixion.engine.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ixion.engine.GoldenFile;
import io.ixion.engine.JournalSerialization;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The bytes of every released event are frozen: a sample is added, never edited. */
class InteractionJournalTest {
  private static final JournalSerialization JOURNAL = new JournalSerialization();

  @AfterAll
  static void close() {
    JOURNAL.close();
  }

  @Test
  void everyEventIsStoredAsItsFrozenSampleAndReadBack() {
    for (InteractionEvent event : InteractionFixtures.oneOfEachEvent()) {
      String json = JOURNAL.write(event);
      String name = json.replaceAll("(?s)^\\{\"type\":\"([a-z-]+)\".*", "$1");
      GoldenFile.assertUnchanged("journal/interaction/" + name + "-by.json", json + "\n");
      assertThat(JOURNAL.read(json, event)).isEqualTo(event);
    }
  }

  @Test
  void dataOfEveryShapeIsStoredAsItsFrozenSampleAndReadBack() {
    for (InteractionEvent event : InteractionFixtures.eventsWithNestedData()) {
      String json = JOURNAL.write(event);
      String name = json.replaceAll("(?s)^\\{\"type\":\"([a-z-]+)\".*", "$1");
      GoldenFile.assertUnchanged("journal/interaction/" + name + "-nested-by.json", json + "\n");
      assertThat(JOURNAL.read(json, event)).isEqualTo(event);
    }
  }

  /** Who did it is who it must have been, where it was not stored. */
  @Test
  void everyEventOfTheFirstEditionIsReadBack() {
    for (InteractionEvent event : InteractionFixtures.oneOfEachEvent())
      assertThat(JOURNAL.read(firstEdition(event, ""), event)).isEqualTo(event);
    for (InteractionEvent event : InteractionFixtures.eventsWithNestedData())
      assertThat(JOURNAL.read(firstEdition(event, "-nested"), event)).isEqualTo(event);
  }

  private static String firstEdition(InteractionEvent event, String kind) {
    String name = JOURNAL.write(event).replaceAll("(?s)^\\{\"type\":\"([a-z-]+)\".*", "$1");
    return GoldenFile.read("journal/interaction/" + name + kind + ".json");
  }

  @Test
  void theJournalKnowsNoClassNames() {
    assertThat(JOURNAL.manifest(InteractionFixtures.oneOfEachEvent().get(0))).isEmpty();
  }

  @Test
  void anEventThatLacksARequiredFieldFailsLoudly() {
    InteractionEvent any = InteractionFixtures.oneOfEachEvent().get(6);
    assertThatThrownBy(
            () ->
                JOURNAL.read(
                    "{\"type\":\"offered\",\"at\":\"2026-01-02T03:04:05Z\",\"number\":1}", any))
        .hasMessageContaining("lacks a required field");
    assertThatThrownBy(() -> JOURNAL.read("{\"type\":\"stopped\"}", any))
        .hasMessageContaining("lacks a required field");
  }

  @Test
  void aFieldOfANewerVersionIsIgnored() {
    InteractionEvent any = InteractionFixtures.oneOfEachEvent().get(4);
    assertThat(
            JOURNAL.read(
                "{\"type\":\"resumed\",\"at\":\"2026-01-02T03:04:05.678Z\",\"attempt\":\"resume-1\",\"new\":1}",
                any))
        .isEqualTo(any);
  }
}
