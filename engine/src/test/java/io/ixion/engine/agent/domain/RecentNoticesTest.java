package io.ixion.engine.agent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.agent.AgentNotice;
import io.ixion.engine.agent.AgentNotice.Position;
import io.ixion.engine.id.OfferId;
import io.ixion.engine.interaction.InteractionFixtures;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.limit.ByteBudget;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentNoticesTest {
  private static final long KIB = 1_024;
  private final ByteBudget node = new ByteBudget(12 * KIB);
  private final RecentNotices recent = new RecentNotices(8, 7 * KIB, node);

  @Test
  void givesWhatFollowsAPosition() {
    for (int n = 1; n <= 5; n++) recent.add(ended(n));
    assertThat(numbers(recent, 2)).contains(List.of(3L, 4L, 5L));
    assertThat(numbers(recent, 5)).contains(List.of());
    assertThat(numbers(recent, 6)).isEmpty();
  }

  @Test
  void forgetsTheOldestByNumber() {
    var recent = new RecentNotices(8, 100 * KIB, new ByteBudget(100 * KIB));
    for (int n = 1; n <= 20; n++) recent.add(ended(n));
    assertThat(numbers(recent, 11)).isEmpty();
    assertThat(numbers(recent, 12)).contains(List.of(13L, 14L, 15L, 16L, 17L, 18L, 19L, 20L));
  }

  @Test
  void forgetsTheOldestByBytes() {
    for (int n = 1; n <= 4; n++) recent.add(offer(n));
    assertThat(numbers(recent, 0)).isEmpty();
    assertThat(numbers(recent, 1)).contains(List.of(2L, 3L, 4L));
    assertThat(node.taken()).isLessThanOrEqualTo(7 * KIB);
  }

  @Test
  void whatIsTooLargeAloneIsNotKeptAndLeavesNoGap() {
    var recent = new RecentNotices(8, KIB + KIB / 2, node);
    recent.add(ended(1));
    recent.add(offer(2));
    assertThat(numbers(recent, 1)).as("2 is not there").isEmpty();
    recent.add(ended(3));
    assertThat(numbers(recent, 1)).isEmpty();
    assertThat(numbers(recent, 2)).contains(List.of(3L));
  }

  @Test
  void allAgentsOfANodeTogetherKeepNoMoreThanItsMemory() {
    var agents = new RecentNotices[10];
    for (int i = 0; i < agents.length; i++) agents[i] = new RecentNotices(8, 7 * KIB, node);
    for (int n = 1; n <= 8; n++) for (RecentNotices agent : agents) agent.add(offer(n));
    assertThat(node.taken()).isLessThanOrEqualTo(12 * KIB);
    for (RecentNotices agent : agents) agent.clear();
    assertThat(node.taken()).isZero();
  }

  private static Optional<List<Long>> numbers(RecentNotices recent, long after) {
    return recent
        .after(new Position(1, after))
        .map(list -> list.stream().map(n -> n.position().number()).toList());
  }

  private static AgentNotice ended(int number) {
    return notice(
        number,
        new AgentNotice.OfferEnded(
            new OfferId(InteractionFixtures.ID, number), InteractionFixtures.ID, "rejected"));
  }

  /** Takes twice as much as one without an interaction. */
  private static AgentNotice offer(int number) {
    InteractionHeader offered =
        InteractionFixtures.after(InteractionFixtures.oneOfEachEvent().get(6)).header();
    return notice(
        number, new AgentNotice.Offered(new OfferId(InteractionFixtures.ID, number), offered));
  }

  private static AgentNotice notice(int number, AgentNotice.Content content) {
    return new AgentNotice(new Position(1, number), content);
  }
}
