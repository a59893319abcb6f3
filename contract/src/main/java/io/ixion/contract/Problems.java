package io.ixion.contract;

import static io.ixion.contract.YamlFile.list;
import static io.ixion.contract.YamlFile.map;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The one table of problems, and what follows from it: the schema of the code, examples, responses,
 * and every operation's problems.
 */
final class Problems {
  private static final String OF_OPERATION = "x-ixion-problems";
  private static final String OF_NONE = "of-no-operation";

  /** Also the name of a response that every operation has beside those of its problems. */
  private static final String DEFAULT = "Malformed";

  private final Map<String, Object> table;
  private final Map<String, Problem> codes = new TreeMap<>();
  private final TreeSet<String> answered = new TreeSet<>();

  private record Problem(
      String code, int status, String title, boolean retryable, Optional<Object> example) {
    String response() {
      return "Problem" + status;
    }

    /** The whole problem, of what its row says of an example. */
    Map<String, Object> shown(Map<String, Object> example) {
      var value = new LinkedHashMap<String, Object>();
      value.put("type", "/problems/" + code);
      value.put("title", title);
      value.put("status", status);
      value.put("detail", example.get("detail"));
      value.put("instance", example.get("instance"));
      value.put("code", code);
      value.put("retryable", retryable);
      value.putAll(example);
      return Map.of("summary", title, "value", value);
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
              boolean retryable = Boolean.TRUE.equals(row.get("retryable"));
              var example = Optional.ofNullable(row.get("example"));
              codes.put(code, new Problem(code, status, title, retryable, example));
            });
  }

  /** Takes the table out of the document and writes what follows from it; without one, nothing. */
  static void expand(Map<String, Object> document) {
    if (!document.containsKey("problems")) return;
    var problems = new Problems(map(document.remove("problems"), "problems"));
    Map<String, Object> components = map(document.get("components"), "components");
    problems.describe(
        map(map(components.get("schemas"), "schemas").get("ProblemCode"), "ProblemCode"));
    Map<String, Object> own = member(components, "responses");
    for (var path : map(document.get("paths"), "paths").entrySet())
      for (var member : map(path.getValue(), path.getKey()).entrySet())
        if (member.getValue() instanceof Map<?, ?> operation && operation.containsKey("responses"))
          problems.answer(
              map(operation, path.getKey()),
              member.getKey(),
              path.getKey(),
              own.containsKey(DEFAULT));
    problems.everyCodeIsAnsweredOrOfNone();
    problems.illustrate(member(components, "examples"));
    components.put("responses", problems.responses(own));
  }

  private static Map<String, Object> member(Map<String, Object> components, String name) {
    return map(components.computeIfAbsent(name, n -> new LinkedHashMap<String, Object>()), name);
  }

  private void describe(Map<String, Object> schema) {
    schema.put("x-extensible-enum", List.copyOf(codes.keySet()));
    schema.put(
        "description",
        codes.values().stream()
            .map(p -> "`" + p.code() + "` (" + p.status() + "): " + p.title())
            .collect(Collectors.joining("; ", schema.get("description") + " ", "")));
  }

  /** Adds an operation's problems; what it says itself about a status stays. */
  private void answer(
      Map<String, Object> operation, String method, String path, boolean hasDefault) {
    String at = method + " " + path;
    var known = new TreeSet<>(list(operation.getOrDefault(OF_OPERATION, List.of()), at));
    groups(operation, method, path)
        .forEach(group -> known.addAll(list(table.getOrDefault(group, List.of()), group)));
    Map<String, Object> responses = map(operation.get("responses"), at);
    var statuses = new TreeMap<String, String>();
    for (String code : known) {
      Problem problem = codes.get(code);
      if (problem == null)
        throw new IllegalArgumentException(at + " names the unknown problem " + code);
      statuses.put(Integer.toString(problem.status()), problem.response());
    }
    statuses.forEach((status, name) -> responses.putIfAbsent(status, response(name)));
    if (hasDefault) responses.putIfAbsent("default", response(DEFAULT));
    operation.put(OF_OPERATION, new ArrayList<>(known));
    answered.addAll(known);
  }

  /** The groups of the table that an operation belongs to. */
  private static List<String> groups(Map<String, Object> operation, String method, String path) {
    boolean ofTheApi = path.startsWith("/api/");
    var groups = new ArrayList<>(List.of("of-every-operation"));
    if (ofTheApi) groups.add("of-the-api");
    if (ofTheApi && !method.equals("get")) groups.add("of-every-change");
    if (operation.containsKey("requestBody")) groups.add("of-every-body");
    else {
      groups.add("of-no-body");
      if (method.equals("post")) groups.add("of-an-empty-body");
    }
    return groups;
  }

  private static Map<String, String> response(String name) {
    return Map.of("$ref", "#/components/responses/" + name);
  }

  private void everyCodeIsAnsweredOrOfNone() {
    var expected = new TreeSet<>(codes.keySet());
    expected.removeAll(list(table.getOrDefault(OF_NONE, List.of()), OF_NONE));
    if (!expected.equals(answered))
      throw new IllegalArgumentException(
          "expected operations to answer with every code but those of "
              + OF_NONE
              + ": "
              + expected
              + "; found "
              + answered);
  }

  private void illustrate(Map<String, Object> examples) {
    for (Problem problem : codes.values())
      problem
          .example()
          .map(example -> problem.shown(map(example, problem.code())))
          .ifPresent(shown -> examples.put(problem.code(), shown));
  }

  private Map<String, Object> responses(Map<String, Object> own) {
    var responses = new TreeMap<String, Object>(own);
    answered.stream()
        .map(codes::get)
        .collect(Collectors.groupingBy(Problem::response))
        .forEach((name, problems) -> responses.put(name, response(own, name, problems)));
    return responses;
  }

  private Map<String, Object> response(
      Map<String, Object> own, String name, List<Problem> problems) {
    var response = new LinkedHashMap<String, Object>();
    response.put("description", description(problems));
    if (own.containsKey(name)) response.putAll(map(own.get(name), name));
    map(table.get("answer"), "problems/answer")
        .forEach((member, value) -> response.putIfAbsent(member, illustrated(value, problems)));
    return response;
  }

  /** The content of the answer, with an example of each problem that has one. */
  private static Object illustrated(Object content, List<Problem> problems) {
    var examples = new LinkedHashMap<String, Object>();
    for (Problem problem : problems)
      if (problem.example().isPresent())
        examples.put(problem.code(), Map.of("$ref", "#/components/examples/" + problem.code()));
    var types = new LinkedHashMap<String, Object>();
    map(content, "problems/answer/content")
        .forEach(
            (type, value) -> {
              var media = new LinkedHashMap<String, Object>(map(value, type));
              if (!examples.isEmpty()) media.put("examples", examples);
              types.put(type, media);
            });
    return types;
  }

  private static String description(List<Problem> problems) {
    return problems.stream().map(p -> "`" + p.code() + "`").collect(Collectors.joining(", "))
        + "; `x-ixion-problems` of an operation says which of them it knows.";
  }
}
