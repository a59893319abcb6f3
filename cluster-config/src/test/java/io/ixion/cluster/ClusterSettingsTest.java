package io.ixion.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import org.junit.jupiter.api.Test;

class ClusterSettingsTest {
  private static final String OWN = "ixion.cluster.";

  private static Config with(String... pairs) {
    Config config = ConfigFactory.empty();
    for (int i = 0; i < pairs.length; i += 2)
      config = config.withValue(OWN + pairs[i], ConfigValueFactory.fromAnyRef(pairs[i + 1]));
    return NodeConfig.load(config);
  }

  @Test
  void withoutSeedNodesANodeIsAClusterOfItsOwn() {
    var settings = ClusterSettings.from(with());
    assertThat(settings.alone()).isTrue();
    assertThat(settings.host()).isEqualTo("127.0.0.1");
    assertThat(settings.roles()).isEmpty();
  }

  @Test
  void seedNodesAndRolesAreListsInOneLine() {
    Config config = with("seed-nodes", " a.example:7355, 10.0.0.2:7356 ,", "roles", "api, engine");
    var settings = ClusterSettings.from(config);
    assertThat(settings.alone()).isFalse();
    assertThat(settings.seedNodes()).hasToString("[a.example:7355, 10.0.0.2:7356]");
    assertThat(config.getStringList("akka.cluster.roles")).containsExactly("api", "engine");
  }

  @Test
  void aNodeThatIsItsOnlySeedIsToldOfNoOther() {
    String self = "10.0.0.7:7355";
    assertThat(knowsNobodyElse()).isTrue();
    assertThat(knowsNobodyElse("host", "10.0.0.7", "port", "7355", "seed-nodes", self)).isTrue();
    assertThat(knowsNobodyElse("seed-nodes", self + ",10.0.0.8:7355")).isFalse();
    assertThat(knowsNobodyElse("discovery", "dns")).isFalse();
  }

  private static boolean knowsNobodyElse(String... settings) {
    return ClusterSettings.from(with(settings)).knowsNobodyElse();
  }

  @Test
  void hostAndPortsReachAkka() {
    Config config =
        with("host", "10.0.0.7", "port", "7355", "bind-host", "0.0.0.0", "join-timeout", "45s");
    assertThat(config.getString("akka.remote.artery.canonical.hostname")).isEqualTo("10.0.0.7");
    assertThat(config.getInt("akka.remote.artery.canonical.port")).isEqualTo(7355);
    assertThat(config.getString("akka.remote.artery.bind.hostname")).isEqualTo("0.0.0.0");
    assertThat(config.getString("akka.management.http.hostname")).isEqualTo("10.0.0.7");
    assertThat(config.getString("akka.cluster.shutdown-after-unsuccessful-join-seed-nodes"))
        .isEqualTo("45s");
  }

  @Test
  void discoveryReachesTheBootstrap() {
    String points = "akka.management.cluster.bootstrap.contact-point-discovery.";
    Config config =
        with(
            "discovery",
            "kubernetes",
            "bootstrap.service-name",
            "work",
            "bootstrap.port-name",
            "management",
            "bootstrap.required-nodes",
            "3");
    assertThat(config.getString(points + "discovery-method")).isEqualTo("kubernetes-api");
    assertThat(config.getString(points + "service-name")).isEqualTo("work");
    assertThat(config.getString(points + "port-name")).isEqualTo("management");
    assertThat(config.getInt(points + "required-contact-point-nr")).isEqualTo(3);
    assertThat(with("discovery", "DNS").getString(points + "discovery-method"))
        .isEqualTo("akka-dns");
  }

  @Test
  void whatIsWrongIsNamedWithWhatIsAllowed() {
    refused("discovery", "zookeeper", "static, dns or kubernetes");
    refused("port", "65536", "0 to 65535");
    refused("host", "my host", "a host name or an IP address");
    refused("seed-nodes", "a.example", "host:port");
    refused("seed-nodes", "a.example:0", "host:port");
    refused("seed-nodes", "a:1,b:x", "host:port");
    refused("roles", "api,back office", "letters, digits");
    refused("join-timeout", "10ms", "1 s to 60 s");
    refused("join-timeout", "soon", "1 s to 60 s");
    refused("port", "many", "0 to 65535");
    refused("settle", "5s", "0 s to 4 s");
    refused("bootstrap.required-nodes", "0", "1 to 1000");
    refused("bootstrap.management-port", "0", "1 to 65535");
    refused("bootstrap.service-name", "", "letters, digits");
  }

  @Test
  void kubernetesNeedsAPortNameAndOnlyStaticHasSeeds() {
    assertThatThrownBy(() -> with("discovery", "kubernetes"))
        .hasMessageContaining("ixion.cluster.bootstrap.port-name");
    assertThatThrownBy(() -> with("discovery", "dns", "seed-nodes", "a:1"))
        .hasMessageContaining("ixion.cluster.seed-nodes must be empty unless discovery is static");
  }

  private static void refused(String key, String value, String allowed) {
    assertThatThrownBy(() -> with(key, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(OWN + key)
        .hasMessageContaining(allowed);
  }
}
