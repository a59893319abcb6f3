package io.ixion.engine.routing.domain;

import java.util.Arrays;

/** A set of line numbers as bits, so that two sets are intersected 64 lines at a time. */
final class LineSet {
  private long[] words = new long[2];

  void set(int number) {
    int word = number >>> 6;
    if (word >= words.length) words = Arrays.copyOf(words, Math.max(word + 1, words.length * 2));
    words[word] |= 1L << number;
  }

  void clear(int number) {
    int word = number >>> 6;
    if (word < words.length) words[word] &= ~(1L << number);
  }

  boolean has(int number) {
    int word = number >>> 6;
    return word < words.length && (words[word] & (1L << number)) != 0;
  }

  /** The smallest number from {@code from} on that is in both sets, -1 if there is none. */
  int nextCommon(LineSet other, int from) {
    int most = Math.min(words.length, other.words.length);
    int word = from >>> 6;
    if (word >= most) return -1;
    long common = words[word] & other.words[word] & (-1L << from);
    while (common == 0) {
      if (++word >= most) return -1;
      common = words[word] & other.words[word];
    }
    return (word << 6) + Long.numberOfTrailingZeros(common);
  }
}
