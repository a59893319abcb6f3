package io.ixion.contract;

import static io.ixion.contract.YamlFile.list;
import static io.ixion.contract.YamlFile.map;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The one table of problems, and what follows from it: schema, responses, every operation's. */
final class Problems {
  private static final String OF_OPERATION = "x-ixion-problems";

  private final Map<String, Object> table;
  private final Map<String, Problem> codes = new TreeMap<>();

  private record Problem(String code, int status, String title) {
    String response() {
      return "Problem" + status;
    }
  }

  private Problems(Map<String, Object> table) {
    this.table = table;
    map(table.get("codes"), "problems/codes")
        .forEach(
            (code, value) -> {
              Map<String, Object> row = map(value, "problems/codes/" + code);
              if (!(row.get("status") instanceof Integer status)
                  || !(row.get("title") instanceof String title))
                throw new IllegalArgumentException("expected status and title of " + code);
              codes.put(code, new Problem(code, status, title));
            });
  }

  /** Takes the table out of the document and writes what follows from it; without one, nothing. */
  static void expand(Map<String, Object> document) {
    if (!document.containsKey("problems")) return;
    var problems = new Problems(map(document.remove("problems"), "problems"));
    Map<String, Object> components = map(document.get("components"), "components");
    problems.describe(
        map(map(components.get("schemas"), "schemas").get("ProblemCode"), "ProblemCode"));
    components.put("responses", problems.responses(map(components.get("responses"), "responses")));
    for (var path : map(document.get("paths"), "paths").entrySet())
      for (var member : map(path.getValue(), path.getKey()).entrySet())
        if (member.getValue() instanceof Map<?, ?> operation && operation.containsKey("responses"))
          problems.answer(map(operation, path.getKey()), member.getKey() + " " + path.getKey());
  }

  private void describe(Map<String, Object> schema) {
    schema.put("enum", List.copyOf(codes.keySet()));
    schema.put(
        "description",
        codes.values().stream()
            .map(p -> "`" + p.code() + "` (" + p.status() + "): " + p.title())
            .collect(Collectors.joining("; ", schema.get("description") + " ", "")));
  }

  private Map<String, Object> responses(Map<String, Object> own) {
    var responses = new TreeMap<String, Object>(own);
    codes.values().stream()
        .collect(Collectors.groupingBy(Problem::response))
        .forEach(
            (name, problems) -> {
              var response = new LinkedHashMap<String, Object>();
              response.put("description", description(problems));
              if (own.containsKey(name)) response.putAll(map(own.get(name), name));
              map(table.get("answer"), "problems/answer").forEach(response::putIfAbsent);
              responses.put(name, response);
            });
    return responses;
  }

  private static String description(List<Problem> problems) {
    return problems.stream().map(p -> "`" + p.code() + "`").collect(Collectors.joining(", "))
        + "; `x-ixion-problems` of an operation says which of them it knows.";
  }

  /** Adds an operation's problems; what it says itself about a status stays. */
  private void answer(Map<String, Object> operation, String at) {
    var known = new TreeSet<>(list(table.get("of-every-operation"), "of-every-operation"));
    if (operation.containsKey("requestBody"))
      known.addAll(list(table.get("of-every-body"), "of-every-body"));
    known.addAll(list(operation.getOrDefault(OF_OPERATION, List.of()), at));
    Map<String, Object> responses = map(operation.get("responses"), at);
    var statuses = new TreeMap<String, String>();
    for (String code : known) {
      Problem problem = codes.get(code);
      if (problem == null)
        throw new IllegalArgumentException(at + " names the unknown problem " + code);
      statuses.put(Integer.toString(problem.status()), problem.response());
    }
    statuses.forEach(
        (status, name) ->
            responses.putIfAbsent(status, Map.of("$ref", "#/components/responses/" + name)));
    operation.put(OF_OPERATION, new ArrayList<>(known));
  }
}
