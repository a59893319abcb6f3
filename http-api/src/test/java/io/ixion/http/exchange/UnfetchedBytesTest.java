package io.ixion.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnfetchedBytesTest {
  private final UnfetchedBytes unfetched = new UnfetchedBytes(1_000);

  @Test
  void aTenantsUnreadListsLeaveHalfToOthers() {
    unfetched.charge("a", 500);
    assertThat(unfetched.hasRoom("a")).isFalse();
    assertThat(unfetched.hasRoom("b")).isTrue();
  }

  @Test
  void whatATenantReadsOneByOneLeavesAQuarterToOthers() {
    unfetched.charge("a", 749);
    assertThat(unfetched.isOverfull("a")).isFalse();
    unfetched.charge("a", 1);
    assertThat(unfetched.isOverfull("a")).isTrue();
    assertThat(unfetched.isOverfull("b")).isFalse();
    assertThat(unfetched.hasRoom("b")).isTrue();
    unfetched.giveBack("a", 1);
    assertThat(unfetched.isOverfull("a")).isFalse();
  }
}
