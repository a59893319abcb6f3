package io.ixion.benchmark.client;

import io.ixion.contract.testing.Answer;
import io.ixion.contract.testing.AnswerValidator;
import io.ixion.contract.testing.ApiDescription;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Compares every answer and every event that a test of this module gets with the API's description;
 * a test class that got one which is not as described fails at its end.
 */
public final class AsDescribed implements Witness, AfterAllCallback {
  private static final AnswerValidator CONTRACT = new AnswerValidator(ApiDescription.ofThisBuild());
  private static final int TOLD = 20;
  private static final Queue<String> WRONG = new ConcurrentLinkedQueue<>();

  @Override
  public void answered(
      String method, String path, int status, Map<String, List<String>> headers, String body) {
    compare(() -> CONTRACT.check(new Answer(method, path, status, headers, body)));
  }

  @Override
  public void told(String path, String event, String data) {
    compare(() -> CONTRACT.checkEvent(path, event, data));
  }

  private static void compare(Runnable check) {
    try {
      check.run();
    } catch (AssertionError wrong) {
      if (WRONG.size() < TOLD) WRONG.add(wrong.getMessage());
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    List<String> wrong = List.copyOf(WRONG);
    WRONG.clear();
    if (!wrong.isEmpty()) throw new AssertionError(String.join("\n", wrong));
  }
}
