package io.ixion.engine.shell;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many messages this node has sent to entities, by what they are for. Thread-safe. */
public final class MessageCounts {
  private final Map<String, LongAdder> sent = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> read = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> asked = new ConcurrentHashMap<>();

  void sent(String kind) {
    sent.computeIfAbsent(kind, k -> new LongAdder()).increment();
  }

  void asked(String kind) {
    asked.computeIfAbsent(kind, k -> new LongAdder()).increment();
  }

  /** A read is for somebody who shows what comes of it to people. */
  void read(String kind) {
    read.computeIfAbsent(kind, k -> new LongAdder()).increment();
  }

  /** Totals since start by name, e.g. {@code message.sent|entity=queue}. */
  public Map<String, Long> totals() {
    var totals = new TreeMap<String, Long>();
    sent.forEach((kind, count) -> totals.put("message.sent|entity=" + kind, count.sum()));
    asked.forEach((kind, count) -> totals.put("message.asked|entity=" + kind, count.sum()));
    read.forEach((kind, count) -> totals.put("message.read|entity=" + kind, count.sum()));
    return totals;
  }
}
