package io.ixion.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ixion.http.problem.ProblemCodes;
import io.ixion.http.problem.ProblemTable;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What can be known of the entry before the nodes without running it. */
class EntryTest {
  private static final Pattern ERROR =
      Pattern.compile(
          "^ *http-error status (\\d+) content-type application/problem\\+json((?: hdr \\S+ \\S+)*)"
              + " string '(.*)'$",
          Pattern.MULTILINE);
  private final String entry = DeployFiles.text("deploy/haproxy/haproxy.cfg");

  private record Answer(String headers, JsonNode problem) {}

  private Map<Integer, Answer> answers() throws Exception {
    var found = new TreeMap<Integer, Answer>();
    var matcher = ERROR.matcher(entry);
    while (matcher.find())
      found.put(
          Integer.parseInt(matcher.group(1)),
          new Answer(matcher.group(2), new ObjectMapper().readTree(matcher.group(3))));
    return found;
  }

  @Test
  void whatItAnswersItselfHasTheFormOfTheApi() throws Exception {
    for (var each : answers().entrySet()) {
      JsonNode problem = each.getValue().problem();
      assertThat(problem.fieldNames())
          .toIterable()
          .containsExactly("type", "title", "status", "detail", "instance", "code", "retryable");
      String code = problem.path("code").asText();
      assertThat(problem.path("type").asText()).isEqualTo("/problems/" + code);
      assertThat(problem.path("status").asInt()).isEqualTo(each.getKey());
      boolean retryable = problem.path("retryable").booleanValue();
      assertThat(each.getValue().headers().contains(" hdr Retry-After 1")).isEqualTo(retryable);
      ProblemTable.find(code)
          .ifPresent(
              row -> {
                assertThat(problem.path("title").asText()).isEqualTo(row.title());
                assertThat(retryable).as(code).isEqualTo(row.retryable());
              });
    }
  }

  /** 503: it was sent to no node; 502 and 504: it was sent to one. */
  @Test
  void onlyWhatWasNotDoneIsToBeRepeated() throws Exception {
    var codes = new TreeMap<Integer, String>();
    answers()
        .forEach(
            (status, answer) ->
                codes.put(
                    status,
                    answer.problem().path("code").asText()
                        + (answer.problem().path("retryable").asBoolean() ? ", again" : "")));
    assertThat(codes)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                400,
                ProblemCodes.MALFORMED_HTTP,
                408,
                ProblemCodes.REQUEST_TIMEOUT + ", again",
                500,
                ProblemCodes.INTERNAL_ERROR,
                502,
                "outcome-unknown",
                503,
                ProblemCodes.UNAVAILABLE + ", again",
                504,
                "outcome-unknown"));
  }

  @Test
  void aHeadHasTenSecondsAndAConnectionOneParser() {
    assertThat(entry)
        .contains("    timeout http-request 10s\n", "    bind :8080 proto h1\n")
        .contains("    option http-buffer-request\n");
  }

  @Test
  void itAsksForHealthByANameThatEveryNodeKnows() {
    assertThat(entry)
        .contains("http-check send meth GET uri /health/entry ver HTTP/1.1 hdr Host localhost ");
  }

  @Test
  void aRequestIsSentToOneNodeOnly() {
    assertThat(entry).contains("    retry-on conn-failure\n").containsOnlyOnce("retry-on");
  }

  /** Each of them is tried, where HAProxy is installed, by {@link EntryIT}. */
  @Test
  void whatTwoParsersMayReadInTwoWaysReachesNoNode() {
    assertThat(entry)
        .contains(
            "    http-request deny deny_status 400 if { req.hdrs -m reg '[^\\t\\r\\n\\x20-\\x7e]' }\n",
            "    http-request deny deny_status 400 if { req.hdr(content-length) -m found }"
                + " !{ req.hdr(content-length) -m reg '^[0-9]{1,15}$' }\n",
            "    http-request deny deny_status 400 if HTTP_1.0 { req.fhdr(transfer-encoding) -m found }\n",
            "    http-request deny deny_status 400 if METH_CONNECT\n",
            "    http-request del-header Upgrade\n",
            "    option http-restrict-req-hdr-names delete\n",
            "    http-request set-header Connection close if { req.fhdr(transfer-encoding) -m found }\n")
        .doesNotContain("accept-invalid", "accept-unsafe");
  }
}
