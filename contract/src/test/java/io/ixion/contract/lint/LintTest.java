package io.ixion.contract.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ixion.contract.ApiSchemas;
import io.ixion.contract.Edit;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The description keeps every rule, and each rule finds what breaks it. */
class LintTest {
  private static final String STOP = "/paths/~1api~1v1~1interactions~1{id}~1stop/post";
  private static final String SCHEMAS = "/components/schemas";

  private final JsonNode document = ApiSchemas.document();
  private final Edit edit = new Edit(document);

  @Test
  void theDescriptionKeepsEveryRule() {
    assertThat(Lint.findings(document)).isEmpty();
  }

  @Test
  void anOperationHasAnIdOfItsOwnThatReadsWellAlone() throws IOException {
    edit.set(STOP + "/operationId", "'stop'");
    finds("/stop: the operationId stop is not of two words or more in camelCase");
    edit.set(STOP + "/operationId", "'acceptOffer'");
    finds("/accept: the operationId acceptOffer is there twice");
  }

  @Test
  void anOperationItsParametersAndAnswersAreDescribed() throws IOException {
    edit.remove(STOP + "/description");
    edit.set(STOP + "/tags", "['work']");
    edit.remove("/components/parameters/Limit/description");
    edit.remove("/components/parameters/Cursor/example");
    edit.set(STOP + "/responses/200/description", "' '");
    edit.remove("/tags/0/description");
    finds("/stop: no description");
    finds("/stop: not of exactly one of the tags [");
    finds("GET /api/v1/queues parameter limit: no description");
    finds("GET /api/v1/queues parameter cursor: no example");
    finds("/stop answer 200: no description");
    finds("/tags/interactions: no description");
  }

  @Test
  void anAnswerHasAnExample() throws IOException {
    edit.set(STOP + "/responses/200/content/application~1json/examples", "{}");
    edit.remove("/components/responses/Problem412/content/application~1problem+json/examples");
    finds("/stop answer 200 application/json: no examples");
    finds("/stop answer 412 application/problem+json: no examples");
  }

  @Test
  void answersAreOpenAndRequestsClosed() throws IOException {
    edit.remove(SCHEMAS + "/Page/additionalProperties");
    edit.set(SCHEMAS + "/Reason/additionalProperties", "true");
    edit.set(SCHEMAS + "/Health/enum", "['up', 'down']");
    finds("/Page: an object of an answer that does not say that it may grow");
    finds("/Reason: an object of a request that is not closed");
    finds("/Health: an enum of an answer that is not open: use x-extensible-enum");
  }

  @Test
  void whatGeneratorsWouldNameHasAName() throws IOException {
    edit.set(SCHEMAS + "/Page/properties/more", "{'properties': {'a_b': {}}}");
    edit.set(SCHEMAS + "/Placement/properties/how", "{'enum': ['a', 'b']}");
    edit.set(SCHEMAS + "/page", "{}");
    finds("/Page/properties/more: an object without a name of its own");
    finds("/Page/properties/more/properties/a_b: the name is not in camelCase");
    finds("/Page/properties/more: no description");
    finds("/Placement/properties/how: an enum without a name of its own");
    finds("/page: the name is not in PascalCase");
    finds("/page: no description");
  }

  @Test
  void aNumberHasItsSize() throws IOException {
    edit.remove(SCHEMAS + "/Page/properties/limit/format");
    edit.set(SCHEMAS + "/Agent/properties/revision/format", "'int32'");
    finds("/Page/properties/limit: an integer that is neither int32 nor int64");
    finds("/Agent/properties/revision: a number that grows and is not int64");
  }

  @Test
  void aLengthOfTimeMayHavePartsOfASecond() throws IOException {
    edit.set(SCHEMAS + "/Agent/properties/revision/format", "'duration'");
    finds(
        "/Agent/properties/revision: the format duration, which has no parts of a second; use the schema Duration");
  }

  @Test
  void alternativesAreToldApartAndWhatIsUnknownIsRead() throws IOException {
    edit.set(SCHEMAS + "/HeldEvent/properties/type/enum", "['hold']");
    edit.remove(SCHEMAS + "/InteractionEvent/discriminator/mapping/resumed");
    edit.remove(SCHEMAS + "/OtherNotice/properties/type/not");
    edit.set(SCHEMAS + "/Checks/properties/engine", "{'type': 'string', 'enum': ['up']}");
    finds("/InteractionEvent: leads held to a schema whose type is [\"hold\"]");
    finds("/InteractionEvent: the discriminator maps [");
    finds("/RecordedEvent: OtherEvent excludes [");
    finds("/StreamNotice: OtherNotice excludes []; known are [");
    finds("/Checks/properties/engine: an enum of one value that is not the discriminator's");
  }

  @Test
  void referencesLeadSomewhereAndComponentsAreUsed() throws IOException {
    edit.set(SCHEMAS + "/Page/properties/next", "{'$ref': '#/components/schemas/Nobody'}");
    edit.set(SCHEMAS + "/Nothing", "{'type': 'object', 'description': 'Nothing.'}");
    finds("/Page/properties/next: nothing is at #/components/schemas/Nobody");
    finds("#/components/schemas/Nothing: used by nothing");
  }

  @Test
  void examplesFitTheirSchemasAndTheirStatus() throws IOException {
    edit.set("/components/examples/stopped/value/revision", "'four'");
    edit.set("/components/examples/queued/value/typing", "'error'");
    edit.set("/components/examples/held/value/heldAt", "'yesterday'");
    edit.set("/components/parameters/Limit/example", "501");
    edit.set("/components/headers/ETag/example", "'r17'");
    edit.set("/components/examples/offer-ended/value/status", "410");
    finds("/examples/stopped: /revision: string found, integer expected");
    finds("/examples/queued: : property 'typing' is not defined in the schema");
    finds("/examples/held: /heldAt: does not match the date-time pattern");
    finds("Limit/example: : must have a maximum value of 500");
    finds("ETag/example: : does not match the regex pattern");
    finds("/accept answer 409: has an example of status 410");
  }

  private void finds(String finding) {
    assertThat(Lint.findings(document)).anyMatch(found -> found.contains(finding));
  }
}
