package io.ixion.judge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Everything that a verdict is founded on. What its recorder cannot know is empty: the verdict says
 * what could not be judged for that.
 *
 * @param lives every interaction that anybody knows of
 * @param clients what they did, were answered and were told, in the order of its times
 */
public record History(
    List<InteractionLife> lives,
    Optional<List<Testimony>> clients,
    Optional<AgentsOverTime> agents,
    Optional<EndState> end,
    Circumstances circumstances) {
  public History {
    lives = List.copyOf(lives);
    clients = clients.map(List::copyOf);
  }

  Map<String, InteractionLife> byId() {
    return lives.stream()
        .collect(Collectors.toMap(InteractionLife::id, Function.identity(), (a, b) -> a));
  }
}
