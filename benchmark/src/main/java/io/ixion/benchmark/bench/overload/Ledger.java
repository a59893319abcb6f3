package io.ixion.benchmark.bench.overload;

import java.util.Arrays;

/** What became of each submit, by its number. Not thread-safe. */
final class Ledger {
  private static final Told[] ALL = Told.values();

  private byte[] told = new byte[65_536];
  private int submits;

  /** Enters one more submit, of which nothing is known yet. */
  int next() {
    if (submits == told.length) told = Arrays.copyOf(told, 2 * submits);
    told[submits] = (byte) Told.NOTHING.ordinal();
    return submits++;
  }

  void tell(int number, Told what) {
    told[number] = (byte) what.ordinal();
  }

  Told told(int number) {
    return ALL[told[number]];
  }

  /** How many there are; they are numbered from 0. */
  int submits() {
    return submits;
  }
}
