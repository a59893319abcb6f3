package io.ixion.cluster.downing;

import akka.actor.ActorSystem;
import akka.actor.Props;
import akka.cluster.DowningProvider;
import java.util.concurrent.TimeUnit;
import scala.Option;
import scala.concurrent.duration.FiniteDuration;

/**
 * Leaves the downing to {@link ClusterGuard}. Shards and singletons move as soon as a member is
 * removed, as it was fenced before that.
 */
public final class ProofDowningProvider extends DowningProvider {
  /** Akka calls it with the system. */
  public ProofDowningProvider(ActorSystem system) {
    system.log().debug("nodes are downed by proof of death");
  }

  @Override
  public FiniteDuration downRemovalMargin() {
    return FiniteDuration.apply(0, TimeUnit.SECONDS);
  }

  @Override
  public Option<Props> downingActorProps() {
    return Option.empty();
  }
}
