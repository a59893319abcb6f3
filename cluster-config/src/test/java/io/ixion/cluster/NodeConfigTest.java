package io.ixion.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.ixion.cluster.persistence.ConfinedDao;
import io.ixion.cluster.persistence.SharedSnapshotDao;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeConfigTest {
  @Test
  void theDatabaseOurFragmentsAndTheDefaultsComeTogether() {
    String url = "akka-persistence-jdbc.shared-databases.slick.db.url";
    var config = NodeConfig.load(ConfigFactory.parseMap(Map.of(url, "jdbc:postgresql:x")));
    assertThat(config.getString(url)).isEqualTo("jdbc:postgresql:x");
    assertThat(config.getString("jdbc-journal.dao")).isEqualTo(ConfinedDao.class.getName());
    assertThat(config.getString("jdbc-snapshot-store.dao"))
        .isEqualTo(SharedSnapshotDao.class.getName());
    assertThat(config.getInt("jdbc-journal.circuit-breaker.max-failures")).isEqualTo(10_000);
    assertThat(config.getString("akka.actor.provider")).isEqualTo("cluster");
    assertThat(config.getBoolean("akka.actor.allow-java-serialization")).isFalse();
    assertThat(config.hasPath("akka.persistence.journal-plugin-fallback")).isTrue();
    assertThat(config.getString("akka.loglevel")).isEqualTo("WARNING");
  }

  @Test
  void levelsOfTheLogHaveOneNameOnly() {
    String level = "ixion.observability.akka-log-level";
    assertThat(
            NodeConfig.load(ConfigFactory.parseMap(Map.of(level, "INFO")))
                .getString("akka.loglevel"))
        .isEqualTo("INFO");
    assertThatThrownBy(() -> NodeConfig.load(ConfigFactory.parseMap(Map.of(level, "WARNING"))))
        .hasMessage(level + " must be one of [DEBUG, ERROR, INFO, OFF, WARN], found WARNING");
  }
}
