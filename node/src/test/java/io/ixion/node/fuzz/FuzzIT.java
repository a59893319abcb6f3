package io.ixion.node.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.ixion.node.Node;
import io.ixion.node.NodeSettings;
import io.ixion.node.SharedServer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Valid and broken requests of every operation against a real node. A failure names its seed and
 * number: {@code -Dfuzz.seed=1 -Dfuzz.only=4711} makes that request again (numbers with commas
 * between), on a stage that is set as it was.
 */
class FuzzIT {
  private static final Logger LOG = LoggerFactory.getLogger(FuzzIT.class);
  private static final long SEED = Long.getLong("fuzz.seed", 20_261_123);
  private static final long REQUESTS = Long.getLong("fuzz.requests", 10_000);
  private static final String SOON = "ixion.http.body-timeout = 1s";
  private static final int SELDOM = 5;

  @Test
  void noRequestBreaksARule(@TempDir Path data) throws Exception {
    Set<Long> only =
        Arrays.stream(System.getProperty("fuzz.only", "").split(","))
            .filter(text -> !text.isBlank())
            .map(text -> Long.valueOf(text.trim()))
            .collect(Collectors.toSet());
    var settings =
        new NodeSettings(
            NodeSettings.LOOPBACK,
            0,
            data,
            SharedServer.emptyDatabase(),
            ConfigFactory.parseString(SOON));
    try (Node node = Node.start(settings);
        Fuzz fuzz = new Fuzz(node, SEED)) {
      if (only.isEmpty()) fuzz.run(REQUESTS);
      else fuzz.again(only);
      LOG.info("{}", fuzz.counts());
      assertThat(fuzz.findings()).as(fuzz.counts()).isEmpty();
      assertThat(fuzz.busy()).isLessThanOrEqualTo(SELDOM);
    }
  }
}
