package io.ixion.benchmark.bench.overload;

import io.ixion.benchmark.client.Api;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Repeats some submits of each kind with their keys, as their clients would: what was done is
 * replayed, what was not is done now.
 */
final class Repeats {
  private static final int OF_EACH = 200;
  private static final long SEED = 17;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Ledger ledger;
  private final int from;

  /**
   * @param from the number of the first submit that is a candidate
   */
  Repeats(Ledger ledger, int from) {
    this.ledger = ledger;
    this.from = from;
  }

  /** Numbers at random, so many of each kind at most. */
  List<Integer> sample() {
    var byKind = new EnumMap<Told, List<Integer>>(Told.class);
    for (int number = from; number < ledger.submits(); number++)
      byKind.computeIfAbsent(ledger.told(number), t -> new ArrayList<>()).add(number);
    var sample = new ArrayList<Integer>();
    for (Map.Entry<Told, List<Integer>> kind : byKind.entrySet()) {
      Collections.shuffle(kind.getValue(), new Random(SEED));
      sample.addAll(kind.getValue().subList(0, Math.min(OF_EACH, kind.getValue().size())));
    }
    return sample;
  }

  /**
   * Repeats them.
   *
   * @param times how often each was done before
   * @return how many were answered in another way than they had to be
   */
  int wrong(List<Integer> sample, int[] times, SubmitBytes submits, URI node, String tenant)
      throws IOException {
    int wrong = 0;
    try (var api = new Api(node, tenant, 1, PATIENCE)) {
      for (int number : sample) {
        Api.Answer answer =
            api.send("POST", SubmitBytes.PATH, submits.body(number), SubmitBytes.key(number));
        boolean right = times[number] > 0 ? isReplay(answer) : answer.isSuccess();
        if (!right) wrong++;
      }
    }
    return wrong;
  }

  private static boolean isReplay(Api.Answer answer) {
    return answer.status() == 200 && answer.replayed();
  }
}
