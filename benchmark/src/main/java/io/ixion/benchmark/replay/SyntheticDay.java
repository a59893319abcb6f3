package io.ixion.benchmark.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A made-up day in the format of the recorded ones: the same seed gives the same day. Arrivals
 * follow the hours, patience is exponential, handling is log-normal, and as many agents work as the
 * calls need.
 */
final class SyntheticDay {
  static final String DATE = "000101";
  private static final double[] BY_HOUR = {.2, .5, .8, 1, 1, .9, .9, 1, 1, .8, .6, .5, .4, .3, .2};
  private static final int OPENS = 8 * 3_600;
  private static final String[] TYPES = {
    "PS", "PS", "PS", "PS", "PS", "PS", "NW", "NW", "NE", "IN"
  };
  private static final double MEAN_PATIENCE = 240;

  private SyntheticDay() {}

  static CallFile.Contents generate(long seed, int calls) throws IOException {
    return CallFile.read(
        new BufferedReader(new StringReader(text(seed, calls))), "the synthetic day", DATE);
  }

  static String text(long seed, int calls) {
    var random = new Random(seed);
    var arrivals = new ArrayList<Integer>();
    double sum = 0;
    for (double weight : BY_HOUR) sum += weight;
    for (int hour = 0; hour < BY_HOUR.length; hour++)
      for (long i = Math.round(calls * BY_HOUR[hour] / sum); i > 0; i--)
        arrivals.add(OPENS + hour * 3_600 + random.nextInt(3_600));
    arrivals.sort(null);
    var free = new PriorityQueue<long[]>((a, b) -> Long.compare(a[0], b[0])); // free at, agent
    int agents = Math.max(4, calls / 110);
    for (int agent = 0; agent < agents; agent++) free.add(new long[] {OPENS, agent});
    var text = new StringBuilder(CallFile.HEADER).append('\n');
    int number = 0;
    for (int at : arrivals) text.append(row(random, ++number, at, free));
    return text.toString();
  }

  private static String row(Random random, int number, int at, PriorityQueue<long[]> free) {
    int patience = (int) (-Math.log(1 - random.nextDouble()) * MEAN_PATIENCE);
    int handling = (int) Math.max(10, Math.exp(4.8 + 0.8 * random.nextGaussian()));
    String type = TYPES[random.nextInt(TYPES.length)];
    int priority = random.nextInt(4) == 0 ? 2 : 0;
    int wait = (int) Math.max(0, free.peek()[0] - at);
    boolean served = wait <= patience;
    long agent = free.peek()[1];
    int waited = served ? wait : patience;
    if (served) free.add(new long[] {at + wait + handling, free.poll()[1]});
    String queue = waited > 0 ? time(at) + "\t" + time(at + waited) : "0:00:00\t0:00:00";
    String service =
        served
            ? time(at + wait) + "\t" + time(at + wait + handling) + "\t" + handling
            : "0:00:00\t0:00:00\t0";
    return String.join(
            "\t",
            "SY01",
            "" + number,
            "0",
            "" + priority,
            type,
            DATE,
            time(at - 10),
            time(at),
            "10",
            queue,
            "" + waited,
            served ? "AGENT" : "HANG",
            service,
            served ? "AGENT-" + agent : "NO_SERVER")
        + "\n";
  }

  private static String time(int seconds) {
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60);
  }
}
