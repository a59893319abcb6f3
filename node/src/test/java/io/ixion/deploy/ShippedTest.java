package io.ixion.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.Ixion;
import io.ixion.node.MoreCommands;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** The product is shipped without what measures, breaks and tests it. */
class ShippedTest {
  /** Of our modules and of the libraries that only they use. */
  private static final String NOT_SHIPPED =
      ".*(benchmark|contract-testing|client-check|jmh|jopt-simple|httpclient5|httpcore5|HdrHistogram"
          + "|junit|assertj|json-schema|snakeyaml|testkit|archunit|jqwik).*";

  @Test
  void holdsTheProductAndNothingOfTheOtherModules() {
    assertThat(Shipped.libraries())
        .hasSizeGreaterThan(50)
        .anyMatch(library -> library.contains("http-api"))
        .anyMatch(library -> library.contains("cluster-config"))
        .anyMatch(library -> library.contains("akka-http-core"))
        .anyMatch(library -> library.contains("akka-cluster-typed"))
        .noneMatch(library -> library.matches(NOT_SHIPPED));
  }

  @Test
  void hasTheCommandsOfTheProductAlone() {
    assertThat(ServiceLoader.load(MoreCommands.class)).isEmpty();
    assertThat(Ixion.commandLine().getSubcommands().keySet())
        .containsExactly("start", "train", "help", "version");
  }
}
