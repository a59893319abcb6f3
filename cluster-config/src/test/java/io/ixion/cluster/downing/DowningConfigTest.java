package io.ixion.cluster.downing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ixion.cluster.NodeConfig;
import io.ixion.cluster.downing.DowningConfig.Strategy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DowningConfigTest {
  private static final String PROVIDER = "akka.cluster.downing-provider-class";

  @Test
  void nodesAreDownedByProofUnlessAkkasResolverIsChosen() {
    Config ours = node(Map.of());
    assertThat(DowningConfig.strategy(ours)).isEqualTo(Strategy.PROOF);
    assertThat(ours.getString(PROVIDER)).isEqualTo(ProofDowningProvider.class.getName());
    Config akkas = node(Map.of("strategy", "split-brain-resolver"));
    assertThat(DowningConfig.strategy(akkas)).isEqualTo(Strategy.SPLIT_BRAIN_RESOLVER);
    assertThat(akkas.getString(PROVIDER)).endsWith("SplitBrainResolverProvider");
    assertThat(akkas.getString("akka.cluster.down-removal-margin")).isEqualTo("off");
    assertThatThrownBy(() -> node(Map.of("strategy", "none")))
        .hasMessage(
            "ixion.cluster.downing.strategy must be proof or split-brain-resolver, found none");
  }

  @Test
  void bothProfilesAreValidAndEachTimeCanBeSetOnItsOwn() {
    var fast = DowningConfig.settings(node(Map.of()));
    var cautious = DowningConfig.settings(node(Map.of("profile", "cautious")));
    assertThat(fast.unreachable()).isLessThan(cautious.unreachable());
    var own = DowningConfig.settings(node(Map.of("profile", "cautious", "grace", "9s")));
    assertThat(own.grace()).isEqualTo(Duration.ofSeconds(9));
    assertThat(own.turn()).isEqualTo(cautious.turn());
    assertThatThrownBy(() -> DowningConfig.settings(node(Map.of("profile", "slow"))))
        .hasMessage("ixion.cluster.downing.profile must be fast or cautious, found slow");
    assertThatThrownBy(() -> DowningConfig.settings(node(Map.of("poll", "1ms"))))
        .hasMessage("ixion.cluster.downing.poll must be 20 ms to 5 s, found 1 ms");
    assertThatThrownBy(() -> DowningConfig.settings(node(Map.of("session-timeout", "1500ms"))))
        .hasMessage("ixion.cluster.downing.session-timeout must be whole seconds, found 1500 ms");
  }

  private static Config node(Map<String, String> options) {
    var all = new HashMap<String, String>();
    options.forEach((key, value) -> all.put("ixion.cluster.downing." + key, value));
    return NodeConfig.load(ConfigFactory.parseMap(all));
  }
}
