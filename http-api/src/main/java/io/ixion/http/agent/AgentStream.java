package io.ixion.http.agent;

import akka.NotUsed;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.BackpressureTimeoutException;
import akka.stream.BoundedSourceQueue;
import akka.stream.KillSwitches;
import akka.stream.QueueOfferResult;
import akka.stream.SharedKillSwitch;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.ixion.engine.agent.AgentNotice;
import io.ixion.engine.agent.Agents;
import io.ixion.engine.agent.FollowedNotice;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.limit.ByteBudget;
import io.ixion.http.HttpSettings;
import io.ixion.http.exchange.Client;
import io.ixion.http.problem.OncePerSecond;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes server-sent events of what an agent's owner tells. Nothing is buffered without limit: a
 * client that falls too far behind loses its stream, connects again and resumes.
 */
public final class AgentStream {
  private static final Logger LOG = LoggerFactory.getLogger(AgentStream.class);
  private static final Pattern POSITION = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");
  private static final ByteString KEEP_ALIVE = ByteString.fromString(": keep-alive\n\n");

  private final Agents agents;
  private final HttpSettings.Streams settings;
  private final Duration patience;
  private final ByteBudget memory;
  private final OncePerSecond lost;
  private final SharedKillSwitch everyStream = KillSwitches.shared("agent-streams");
  private final AtomicInteger open = new AtomicInteger();

  /**
   * @param patience how long a client may take nothing of what waits for it
   * @param lost where clients are told of that were too far behind
   */
  public AgentStream(
      Agents agents, HttpSettings.Streams settings, Duration patience, OncePerSecond lost) {
    this.agents = agents;
    this.settings = settings;
    this.patience = patience;
    this.memory = new ByteBudget(settings.memory());
    this.lost = lost;
  }

  /** Ends a stream whose client does not keep up; what waits for it is thrown away. */
  static final class TooFarBehind extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooFarBehind() {
      super("the client is too far behind", null, false, false);
    }
  }

  /** Bytes that streams have yet to send. */
  public long waiting() {
    return memory.taken();
  }

  /** How many streams are open now. */
  public int open() {
    return open.get();
  }

  /** Ends all streams, and those that are opened later at once. */
  public void close() {
    everyStream.shutdown();
  }

  /** The position that a Last-Event-ID names; one of another form cannot be resumed. */
  static Optional<AgentNotice.Position> position(String lastEventId) {
    Matcher form = POSITION.matcher(lastEventId);
    if (!form.matches()) return Optional.empty();
    return Optional.of(
        new AgentNotice.Position(Long.parseLong(form.group(1)), Long.parseLong(form.group(2))));
  }

  /** The head of a stream, which does not open one. */
  static HttpResponse head() {
    return streaming(Source.empty());
  }

  HttpResponse open(
      Client client, TenantId tenant, AgentId id, Optional<AgentNotice.Position> after) {
    ByteString retry = ByteString.fromString("retry: " + settings.retry().toMillis() + "\n\n");
    var backlog = new StreamBacklog(settings.bufferBytes(), memory);
    Source<ByteString, NotUsed> events =
        Source.<FollowedNotice>queue(settings.buffer())
            .mapMaterializedValue(queue -> follow(tenant, id, after, queue, backlog))
            .watchTermination(
                (subscription, end) -> {
                  end.whenComplete(
                      (done, failure) -> {
                        backlog.end();
                        ended(subscription, failure);
                      });
                  return NotUsed.getInstance();
                })
            .mapConcat(notice -> NoticeJson.pieces(notice, () -> backlog.sent(notice.weight())))
            .prepend(Source.single(retry))
            .keepAlive(settings.keepAlive(), () -> KEEP_ALIVE)
            .backpressureTimeout(patience)
            .via(everyStream.flow())
            .viaMat(KillSwitches.<ByteString>single(), Keep.right())
            .mapMaterializedValue(
                stream -> {
                  client.gone().thenRun(stream::shutdown);
                  return NotUsed.getInstance();
                });
    return streaming(events);
  }

  private static HttpResponse streaming(Source<ByteString, NotUsed> events) {
    return HttpResponse.create()
        .withEntity(
            HttpEntities.createCloseDelimited(
                ContentTypes.create(MediaTypes.TEXT_EVENT_STREAM), events))
        .addHeader(RawHeader.create("Cache-Control", "no-cache, no-store"))
        .addHeader(RawHeader.create("X-Accel-Buffering", "no"));
  }

  private AutoCloseable follow(
      TenantId tenant,
      AgentId id,
      Optional<AgentNotice.Position> after,
      BoundedSourceQueue<FollowedNotice> queue,
      StreamBacklog backlog) {
    open.incrementAndGet();
    return agents.follow(
        tenant,
        id,
        after,
        notice -> {
          boolean fits = backlog.add(notice.weight());
          if (fits && queue.offer(notice) != QueueOfferResult.dropped()) return;
          if (!backlog.refuse()) return;
          lost.add("ended their event stream, too far behind", "of agent " + id);
          end(queue);
        });
  }

  private static void end(BoundedSourceQueue<FollowedNotice> queue) {
    try {
      queue.fail(new TooFarBehind());
    } catch (IllegalStateException gone) {
      // the client went in this very moment
    }
  }

  private void ended(AutoCloseable subscription, Throwable why) {
    open.decrementAndGet();
    if (why instanceof BackpressureTimeoutException)
      lost.add("not fetched for " + patience, "an event stream");
    try {
      subscription.close();
    } catch (Exception failure) {
      LOG.warn("an agent's subscription was not closed cleanly", failure);
    }
  }
}
