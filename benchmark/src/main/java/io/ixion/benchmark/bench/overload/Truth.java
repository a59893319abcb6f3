package io.ixion.benchmark.bench.overload;

import java.util.EnumMap;
import java.util.Map;

/**
 * What clients were told against what was done.
 *
 * @param submits how many were told each
 * @param done how many of those made an interaction
 * @param twice submits that made more than one
 */
record Truth(Map<Told, Integer> submits, Map<Told, Integer> done, int twice) {
  /**
   * @param times how many interactions each submit of the ledger made
   */
  static Truth of(Ledger ledger, int[] times) {
    var submits = new EnumMap<Told, Integer>(Told.class);
    var done = new EnumMap<Told, Integer>(Told.class);
    int twice = 0;
    for (int number = 0; number < ledger.submits(); number++) {
      submits.merge(ledger.told(number), 1, Integer::sum);
      if (times[number] > 0) done.merge(ledger.told(number), 1, Integer::sum);
      if (times[number] > 1) twice++;
    }
    return new Truth(submits, done, twice);
  }

  int submits(Told told) {
    return submits.getOrDefault(told, 0);
  }

  int done(Told told) {
    return done.getOrDefault(told, 0);
  }

  /** Told that it is not done, and it is. */
  int refusedButDone() {
    return done(Told.REFUSED);
  }

  /** Told that it is done, and it is not. */
  int lost() {
    return submits(Told.ACCEPTED)
        + submits(Told.REPLAYED)
        - done(Told.ACCEPTED)
        - done(Told.REPLAYED);
  }
}
