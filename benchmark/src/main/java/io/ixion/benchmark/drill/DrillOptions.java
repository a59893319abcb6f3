package io.ixion.benchmark.drill;

import io.ixion.benchmark.cluster.Cluster;
import io.ixion.benchmark.cluster.Member;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * What the user fixed of what the seed would choose.
 *
 * @param outage how long a fault lasts at least
 * @param rate submits in a second while it happens
 * @param warmUp how long a new cluster works before it is broken for the first time
 */
record DrillOptions(
    Optional<FaultMoment> at,
    Victim victim,
    Optional<Partition.Cut> cut,
    Optional<Duration> outage,
    int rate,
    Duration warmUp) {
  /** Which node: the oldest one owns the singletons and places the shards. */
  enum Victim {
    ANY,
    OLDEST,
    OTHER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Member victim(Cluster cluster, Random random) throws IOException {
    List<Member> possible =
        cluster.members().stream()
            .filter(node -> victim == Victim.ANY || node.isOldest() == (victim == Victim.OLDEST))
            .toList();
    if (possible.isEmpty())
      throw new IOException("no node of the cluster is the victim wished for: " + victim);
    return possible.get(random.nextInt(possible.size()));
  }

  /** The length wished for, or one between these. */
  Duration lasts(Random random, int fromSeconds, int toSeconds) {
    Duration chosen = Duration.ofSeconds(fromSeconds + random.nextInt(toSeconds - fromSeconds));
    return outage.orElse(chosen);
  }
}
