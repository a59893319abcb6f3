package io.ixion.contract.released;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ixion.contract.ApiSchemas;
import io.ixion.contract.Edit;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Each way in which a description can take something away is found; growing is not. */
class ChangesTest {
  private static final String SCHEMAS = "/components/schemas";
  private static final String STOP = "/paths/~1api~1v1~1interactions~1{id}~1stop";

  private final JsonNode document = ApiSchemas.document();
  private final Edit later = new Edit(document.deepCopy());

  @Test
  void findsNothingInTheSame() {
    finds();
  }

  @Test
  void findsNothingInWhatHasGrown() throws IOException {
    later.set("/paths/~1api~1v1~1views", "{'get': {'operationId': 'listViews', 'responses': {}}}");
    later.set(STOP + "/post/responses/418", "{'description': 'No.'}");
    later.set(SCHEMAS + "/Interaction/properties/view", "{'type': 'string'}");
    later.set(SCHEMAS + "/InteractionState/x-extensible-enum/4", "'parked'");
    later.set(SCHEMAS + "/InteractionStateFilter/enum/4", "'parked'");
    later.set(SCHEMAS + "/Submission/properties/due", "{'type': 'string'}");
    later.set(SCHEMAS + "/Submission/properties/priority/maximum", "2000000");
    later.set(SCHEMAS + "/InteractionEvent/discriminator/mapping/parked", "'#/x'");
    later.set(
        "/paths/~1api~1v1~1queues/get/parameters/3", "{'name': 'q', 'in': 'query', 'schema': {}}");
    finds();
  }

  @Test
  void findsOperationsAndTheirNames() throws IOException {
    later.remove(STOP);
    later.set("/paths/~1metrics/get/operationId", "'metrics'");
    finds(
        "GET /metrics operationId getMetrics is now metrics",
        "POST /api/v1/interactions/{id}/stop is gone");
  }

  @Test
  void findsParametersAndBodies() throws IOException {
    String list = "/paths/~1api~1v1~1queues/get";
    later.set(list + "/parameters", "[{'name': 'q', 'in': 'query', 'required': true}]");
    later.remove("/paths/~1api~1v1~1interactions~1{id}~1hold/post/requestBody");
    later.remove("/paths/~1api~1v1~1queues~1{name}/put/requestBody/content/application~1json");
    later.set(STOP + "/post/requestBody/required", "true");
    finds(
        "GET /api/v1/queues header Ixion-Tenant is gone",
        "GET /api/v1/queues query cursor is gone",
        "GET /api/v1/queues query limit is gone",
        "GET /api/v1/queues query q is new and required",
        "POST /api/v1/interactions/{id}/hold body is gone",
        "POST /api/v1/interactions/{id}/stop body is required now",
        "PUT /api/v1/queues/{name} body application/json is gone");
  }

  @Test
  void findsAnswersTheirHeadersAndTheirContent() throws IOException {
    later.remove(STOP + "/post/responses/409");
    later.remove(STOP + "/post/responses/200/headers/ETag");
    later.remove("/paths/~1metrics/get/responses/200/content/text~1plain");
    finds(
        "GET /metrics answer 200 text/plain is gone",
        "POST /api/v1/interactions/{id}/stop answer 200 header ETag is gone",
        "POST /api/v1/interactions/{id}/stop answer 409 is gone");
  }

  @Test
  void findsWhatARequestMayNotHoldAnyMore() throws IOException {
    String submission = SCHEMAS + "/Submission";
    later.remove(submission + "/properties/type");
    later.set(submission + "/required/2", "'data'");
    later.set(submission + "/properties/priority/maximum", "10");
    later.set(submission + "/properties/subtype/pattern", "'x'");
    later.set(submission + "/properties/subtype/minLength", "2");
    later.set(submission + "/properties/externalId/enum", "['a']");
    later.set(submission + "/properties/isHeld/type", "'string'");
    later.set(SCHEMAS + "/InteractionStateFilter/enum", "['queued']");
    finds(
        "InteractionStateFilter does not take handling",
        "InteractionStateFilter does not take offered",
        "InteractionStateFilter does not take stopped",
        "Submission/data is required now",
        "Submission/externalId takes only some values now, among them a",
        "Submission/isHeld type boolean is now string",
        "Submission/priority maximum is now 10",
        "Submission/subtype minLength is now 2",
        "Submission/subtype pattern is now x",
        "Submission/type is gone");
  }

  @Test
  void findsWhatAClientOfAnAnswerReliesOn() throws IOException {
    later.remove(SCHEMAS + "/Page/properties/next");
    later.set(SCHEMAS + "/Page/required", "[]");
    later.set(SCHEMAS + "/Page/properties/limit/format", "'int64'");
    later.set(SCHEMAS + "/Health/x-extensible-enum", "['up']");
    later.remove(SCHEMAS + "/InteractionEvent/discriminator/mapping/held");
    later.remove(SCHEMAS + "/RejectedEvent/properties/reason");
    later.remove(SCHEMAS + "/AgentNotice/discriminator/mapping/taken");
    later.remove(SCHEMAS + "/StateNotice/properties/agent");
    later.remove(SCHEMAS + "/Warning");
    assertThat(Changes.between(document, later.document()))
        .contains(
            "Health is not down any more",
            "InteractionEvent held is gone",
            "Page/limit format int32 is now int64",
            "Page/limit may be absent now",
            "Page/next is gone",
            "RejectedEvent/reason is gone",
            "StateNotice/agent is gone",
            "the schema Warning is gone",
            "GET /api/v1/agents/{id}/events answer 200 notice taken is gone");
  }

  @Test
  void findsAnEnumOfAnAnswerThatHasGrown() throws IOException {
    var earlier = new Edit(document.deepCopy());
    earlier.set(SCHEMAS + "/Health/enum", "['up', 'down']");
    later.set(SCHEMAS + "/Health/enum", "['up', 'down', 'sideways']");
    assertThat(Changes.between(earlier.document(), later.document()))
        .containsExactly("Health may be sideways now");
    assertThat(Changes.between(earlier.document(), document))
        .containsExactly("Health is any text now");
  }

  private void finds(String... changes) {
    assertThat(Changes.between(document, later.document())).containsExactly(changes);
  }
}
