package io.ixion.engine.shell;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RepeatedAskTest {
  private static final ActorTestKit KIT = ActorTestKit.create(ManualTime.config());
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final ManualTime time = ManualTime.get(KIT.system());
  private final List<Duration> limits = new ArrayList<>();
  private final List<CompletableFuture<String>> questions = new ArrayList<>();
  private final CompletableFuture<String> answer =
      RepeatedAsk.repeated(RepeatedAskTest::later, LIMIT, this::ask).toCompletableFuture();

  private static Runnable later(Duration pause, Runnable step) {
    var system = KIT.system();
    return system.scheduler().scheduleOnce(pause, step, system.executionContext())::cancel;
  }

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  private CompletionStage<String> ask(Duration limit) {
    limits.add(limit);
    questions.add(new CompletableFuture<>());
    return questions.get(questions.size() - 1);
  }

  @Test
  void whatIsAnsweredIsAskedOnce() {
    questions.get(0).complete("yes");
    time.timePasses(LIMIT);

    assertThat(answer).isCompletedWithValue("yes");
    assertThat(limits).containsExactly(LIMIT);
  }

  @Test
  void silenceIsAskedAgainWithinTheSameLimit() {
    time.timePasses(Duration.ofMillis(300));
    assertThat(limits).containsExactly(LIMIT, Duration.ofMillis(4_700));

    time.timePasses(LIMIT);
    assertThat(limits).hasSize(8).allMatch(limit -> limit.compareTo(Duration.ZERO) > 0);
  }

  @Test
  void theAnswerToAnyQuestionEndsIt() {
    time.timePasses(Duration.ofMillis(900));
    questions.get(1).complete("second");
    questions.get(0).complete("first");
    time.timePasses(LIMIT);

    assertThat(answer).isCompletedWithValue("second");
    assertThat(questions).hasSize(4);
  }

  @Test
  void theFirstFailureIsTheEnd() {
    var why = new TimeoutException("silence");
    questions.get(0).completeExceptionally(why);
    time.timePasses(LIMIT);

    assertThat(answer).isCompletedExceptionally();
    assertThat(questions).hasSize(1);
  }
}
