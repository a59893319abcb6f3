package io.ixion.engine.simulation;

import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.queue.Backlog;
import io.ixion.engine.queue.QueueEffect;
import io.ixion.engine.queue.QueueNews;
import io.ixion.engine.queue.domain.QueueRules;
import io.ixion.engine.routing.AgentAvailability;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.RouterEffect;
import io.ixion.engine.routing.RouterFigures;
import io.ixion.engine.routing.RouterNews;
import io.ixion.engine.routing.domain.RouterRules;
import io.ixion.judge.Invariant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Faults that the first edition had, each put back by a decider that decorates the right one. */
enum PutBack {
  /** A stopped interaction leaves its queue a second time. */
  LEAVES_TWICE(Set.of(Invariant.ORDER, Invariant.AGREEMENT, Invariant.NOTHING_STUCK)) {
    @Override
    Deciders deciders() {
      return new Deciders() {
        @Override
        Map<QueueId, QueueNews> news(Optional<InteractionHeader> before, InteractionHeader after) {
          Map<QueueId, QueueNews> news = super.news(before, after);
          if (!news.isEmpty() || !after.state().equals("stopped")) return news;
          QueueNews gone =
              QueueNews.answer(after.position().queue(), after.position().placement(), after);
          var twice =
              new QueueNews(
                  gone.whereabouts(),
                  Optional.of(QueueNews.Whereabouts.WAITING),
                  gone.candidate(),
                  gone.revision(),
                  gone.agent(),
                  Optional.empty());
          return Map.of(after.position().queue(), twice);
        }
      };
    }
  },

  /** A queue whose memory is full of other classes tells the router nothing of a new one. */
  OTHERS_STARVE(Set.of(Invariant.NOTHING_STUCK)) {
    @Override
    Deciders deciders() {
      return new Deciders() {
        @Override
        QueueRules queue() {
          return new QueueRules(queueSettings()) {
            @Override
            public List<QueueEffect> news(QueueNews news, Instant now) {
              boolean full = inMemory() >= MOST_IN_MEMORY;
              List<QueueEffect> effects = super.news(news, now);
              return full ? effects.stream().map(PutBack::withoutWaiting).toList() : effects;
            }
          };
        }
      };
    }
  },

  /** A sweep compares counts: a lost and a spurious entry hide behind each other. */
  COUNTS_ONLY(Set.of(Invariant.NOTHING_STUCK, Invariant.AGREEMENT, Invariant.ORDER)) {
    @Override
    Deciders deciders() {
      return new Deciders() {
        @Override
        List<Backlog.WaitingClass> suspects(
            Map<String, Backlog.WaitingClass> known, List<Backlog.WaitingClass> inTable) {
          Map<String, Backlog.WaitingClass> counted = new HashMap<>(known);
          for (Backlog.WaitingClass one : inTable)
            counted.computeIfPresent(
                one.requirementKey(), (key, mine) -> mine.waiting() == one.waiting() ? one : mine);
          return super.suspects(counted, inTable);
        }
      };
    }
  },

  /** Whoever has logged out stays with the router. */
  NEVER_FORGOTTEN(Set.of(Invariant.BOUNDED)) {
    @Override
    Deciders deciders() {
      return new Deciders() {
        @Override
        RouterRules router(RouterFigures figures, Instant now) {
          return new RouterRules(routerSettings(), figures, now) {
            @Override
            public List<RouterEffect> available(AgentAvailability told, Instant at) {
              if (!told.isNothing()) return super.available(told, at);
              return super.available(
                  new AgentAvailability(
                      told.agent(),
                      told.version(),
                      told.skills(),
                      Map.of(new MediaType("none"), 0),
                      told.load(),
                      told.idleSince()),
                  at);
            }
          };
        }
      };
    }
  },

  /** All that a queue has comes in any order, and each part of it counts at once. */
  PARTS_AT_ONCE(Set.of(Invariant.ORDER)) {
    @Override
    Deciders deciders() {
      return new Deciders() {
        @Override
        QueueRules queue() {
          return new QueueRules(queueSettings()) {
            @Override
            public List<QueueEffect> tellAll() {
              return super.tellAll().stream().map(PutBack::reversed).toList();
            }
          };
        }

        @Override
        RouterRules router(RouterFigures figures, Instant now) {
          return new RouterRules(routerSettings(), figures, now) {
            private final List<Candidate> soFar = new ArrayList<>();

            @Override
            public List<RouterEffect> waiting(RouterNews news, Instant at) {
              if (!news.whole() || news.parts() == 1) return super.waiting(news, at);
              if (news.part() == 0) soFar.clear();
              soFar.addAll(news.waiting());
              return super.waiting(
                  new RouterNews(news.queue(), news.sequence(), 0, 1, true, soFar, news.gone()),
                  at);
            }
          };
        }
      };
    }
  };

  private final Set<Invariant> found;

  PutBack(Set<Invariant> found) {
    this.found = found;
  }

  abstract Deciders deciders();

  /** By which invariants it can be found. */
  Set<Invariant> found() {
    return found;
  }

  private static QueueEffect withoutWaiting(QueueEffect effect) {
    if (!(effect instanceof QueueEffect.TellRouter it)) return effect;
    return new QueueEffect.TellRouter(it.sequence(), it.whole(), List.of(), it.gone());
  }

  private static QueueEffect reversed(QueueEffect effect) {
    if (!(effect instanceof QueueEffect.TellRouter it)) return effect;
    var backwards = new ArrayList<>(it.waiting());
    Collections.reverse(backwards);
    return new QueueEffect.TellRouter(it.sequence(), it.whole(), backwards, it.gone());
  }
}
