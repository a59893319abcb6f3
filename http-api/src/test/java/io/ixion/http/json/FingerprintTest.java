package io.ixion.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  @Test
  void seesEveryDigit() {
    assertThat(of("{\"m\":12345678901234567.89}")).isNotEqualTo(of("{\"m\":12345678901234567.88}"));
    assertThat(of("{\"m\":0.1234567890123456789}")).isNotEqualTo(of("{\"m\":0.12345678901234568}"));
    assertThat(of("{\"m\":9007199254740993}")).isNotEqualTo(of("{\"m\":9007199254740992}"));
    assertThat(of("{\"m\":9007199254740993.0}")).isNotEqualTo(of("{\"m\":9007199254740992.0}"));
  }

  @Test
  void isTheSameForTheSameNumber() {
    assertThat(of("{\"m\":1.10}")).isEqualTo(of("{\"m\":1.1}"));
    assertThat(of("{\"m\":1e2}")).isEqualTo(of("{\"m\":100.0}"));
    assertThat(of("{\"a\":1,\"b\":[null,{\"d\":2,\"c\":3}]}"))
        .isEqualTo(of("{\"b\":[null,{\"c\":3,\"d\":2}],\"a\":1}"));
  }

  /** Stored with interactions: what was asked before an update is known again after it. */
  @Test
  void isWhatItWasWhenThereWereOnlyDoubles() {
    assertThat(of("{\"a\":53.10,\"b\":1e2,\"c\":[0.5,-1e-7,7]}"))
        .isEqualTo("4170e69bd481805646d4129a18fd2a7abd10abdc0cc747ade55e2a903056230b");
  }

  private static String of(String json) {
    return Fingerprint.of(RequestJson.object(json.getBytes(StandardCharsets.UTF_8)));
  }
}
