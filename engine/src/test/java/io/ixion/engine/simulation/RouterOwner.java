package io.ixion.engine.simulation;

import io.ixion.engine.id.AgentId;
import io.ixion.engine.routing.AgentAvailability;
import io.ixion.engine.routing.Match;
import io.ixion.engine.routing.RouterEffect;
import io.ixion.engine.routing.RouterFigures;
import io.ixion.engine.routing.RouterNews;
import io.ixion.engine.routing.domain.Matcher;
import io.ixion.engine.routing.domain.RouterRules;
import java.util.List;

/** The router's owner: its rules over the simulated network. */
final class RouterOwner {
  private final Network network;
  private final Cluster cluster;
  private final RouterFigures figures = new RouterFigures();
  private RouterRules rules;

  RouterOwner(Network network, Cluster cluster) {
    this.network = network;
    this.cluster = cluster;
    crash();
    network.every(Deciders.routerSettings().tick(), () -> run(rules.tick(network.now())));
  }

  void crash() {
    rules = cluster.deciders.router(figures, network.now());
  }

  long overlooked() {
    return figures.overlooked.sum();
  }

  Matcher.Sizes sizes() {
    return rules.sizes();
  }

  void waiting(RouterNews news) {
    run(rules.waiting(news, network.now()));
  }

  void available(AgentAvailability told) {
    run(rules.available(told, network.now()));
  }

  void alive(AgentId agent, long version) {
    run(rules.alive(agent, version, network.now()));
  }

  void settled(Match match, boolean taken) {
    run(rules.settled(match, taken, network.now()));
  }

  private void run(List<RouterEffect> effects) {
    effects.forEach(cluster::routed);
  }
}
