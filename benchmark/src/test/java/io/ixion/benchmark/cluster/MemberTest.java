package io.ixion.benchmark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemberTest {
  @Test
  void aMetricIsSummedOverItsLabels() {
    String scraped =
        "# HELP waiting x\nwaiting{tenant=\"a\"} 2.0\nwaiting{tenant=\"b\"} 3.0\nwaiting_more 9\n";
    assertThat(Member.metric(scraped, "waiting")).isEqualTo(5);
    assertThat(Member.metric(scraped, "unknown")).isZero();
  }
}
