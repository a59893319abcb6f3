package io.ixion.http.operations;

import io.ixion.engine.EngineFigures;
import io.ixion.http.exchange.Dispatcher;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmCompilationMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The figures of this node for Prometheus. Labels are route templates, methods, statuses and what
 * the engine names; never an id and never a tenant.
 */
public final class Metrics implements Dispatcher.Observer, AutoCloseable {
  private static final String PREFIX = "ixion.";
  private static final Duration[] LIMITS = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(2),
    Duration.ofSeconds(5)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbage = new JvmGcMetrics();
  private final Supplier<EngineFigures> figures;
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final ConcurrentHashMap<Answer, Timer> timers = new ConcurrentHashMap<>();
  private final List<LongSupplier> counted = new CopyOnWriteArrayList<>();
  private volatile EngineFigures latest;

  private record Answer(String method, String template, int status) {}

  public Metrics(Supplier<EngineFigures> figures) {
    this.figures = figures;
    this.latest = figures.get();
    List.of(
            new JvmMemoryMetrics(),
            garbage,
            new JvmThreadMetrics(),
            new JvmCompilationMetrics(),
            new ClassLoaderMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics(),
            new FileDescriptorMetrics())
        .forEach(binder -> binder.bindTo(registry));
    Gauge.builder(PREFIX + "ready", this, own -> own.latest.ready() ? 1 : 0)
        .description("1 while this node serves commands")
        .register(registry);
    Gauge.builder(PREFIX + "read.side.lag", this, own -> own.latest.readSideLagSeconds())
        .baseUnit("seconds")
        .description("Age of the oldest event that the read side has not shown yet")
        .register(registry);
  }

  /** Shows a number of this module. */
  public void gauge(String name, String description, Supplier<Number> number) {
    Gauge.builder(PREFIX + name, number).description(description).register(registry);
  }

  /** The same, one of several that a tag tells apart. */
  public void gauge(
      String name, String description, String tag, String value, Supplier<Number> number) {
    Gauge.builder(PREFIX + name, number)
        .description(description)
        .tag(tag, value)
        .register(registry);
  }

  /** Shows a number that only ever grows. */
  public void counter(String name, String description, LongSupplier number) {
    counter(name, description, List.of(), number);
  }

  /** The same, one of several that a tag tells apart. */
  public void counter(
      String name, String description, String tag, String value, LongSupplier number) {
    counter(name, description, List.of(Tag.of(tag, value)), number);
  }

  private void counter(String name, String description, List<Tag> tags, LongSupplier number) {
    counted.add(number); // the registry itself lets go of it
    FunctionCounter.builder(PREFIX + name, number, LongSupplier::getAsLong)
        .description(description)
        .tags(tags)
        .register(registry);
  }

  @Override
  public void answered(String method, String template, int status, long nanos) {
    timers
        .computeIfAbsent(new Answer(known(method), template, status), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private static String known(String method) {
    return switch (method) {
      case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE" -> method;
      default -> "_OTHER";
    };
  }

  private Timer timer(Answer answer) {
    return Timer.builder("http.server.request.duration")
        .description("Time from the head of a request to the head of its answer")
        .tag("http.request.method", answer.method())
        .tag("http.route", answer.template())
        .tag("http.response.status.code", Integer.toString(answer.status()))
        .serviceLevelObjectives(LIMITS)
        .register(registry);
  }

  /** Everything in the text format of Prometheus. */
  public String scrape() {
    latest = figures.get();
    latest.counters().keySet().forEach(this::addCounter);
    latest.gauges().keySet().forEach(this::addGauge);
    return registry.scrape();
  }

  private void addCounter(String name) {
    if (!known.add("counter " + name)) return;
    FunctionCounter.builder(
            PREFIX + base(name), this, own -> own.latest.counters().getOrDefault(name, 0L))
        .tags(tags(name))
        .register(registry);
  }

  private void addGauge(String name) {
    if (!known.add("gauge " + name)) return;
    Gauge.builder(PREFIX + base(name), this, own -> own.latest.gauges().getOrDefault(name, 0.0))
        .tags(tags(name))
        .register(registry);
  }

  /** What the engine writes behind a bar is a label, or how the counted thing came out. */
  private static List<Tag> tags(String name) {
    int bar = name.indexOf('|');
    if (bar < 0) return List.of();
    String label = name.substring(bar + 1);
    int is = label.indexOf('=');
    return is < 0
        ? List.of(Tag.of("outcome", label))
        : List.of(Tag.of(label.substring(0, is), label.substring(is + 1)));
  }

  private static String base(String name) {
    int bar = name.indexOf('|');
    return bar < 0 ? name : name.substring(0, bar);
  }

  @Override
  public void close() {
    garbage.close();
    registry.close();
  }
}
