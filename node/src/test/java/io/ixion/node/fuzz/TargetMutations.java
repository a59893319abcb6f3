package io.ixion.node.fuzz;

import static io.ixion.node.fuzz.OddValues.any;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Other methods, paths and queries than an operation has. */
final class TargetMutations {
  static final List<Mutation> METHOD = List.of((draft, dice) -> draft.method = any("method", dice));
  static final List<Mutation> PATH =
      List.of(
          TargetMutations::otherKind,
          TargetMutations::absent,
          TargetMutations::oddId,
          TargetMutations::oddId,
          TargetMutations::shape,
          TargetMutations::form);
  static final List<Mutation> QUERY =
      List.of(
          (draft, dice) -> draft.query.add(any("parameter", dice)),
          TargetMutations::twice,
          TargetMutations::oddValue,
          TargetMutations::oddValue,
          TargetMutations::cursor,
          TargetMutations::cursor,
          TargetMutations::garbage);
  private static final List<String> NAMES =
      List.of(
          "limit",
          "limit",
          "cursor",
          "after",
          "queue",
          "state",
          "agent",
          "mediaType",
          "externalId");

  private TargetMutations() {}

  /** A place of the path where the template has a name. */
  private static int braces(Draft draft, Dice dice) {
    String[] names = draft.template.substring(1).split("/");
    var at = new ArrayList<Integer>();
    for (int i = 1; i < names.length; i++)
      if (names[i].startsWith("{") && i < draft.segments.size()) at.add(i);
    return at.isEmpty() ? draft.segments.size() - 1 : dice.one(at);
  }

  private static void otherKind(Draft draft, Dice dice) {
    String kind = dice.one("queues", "agents", "interactions", "offers", "media", "problems");
    draft.segments.set(braces(draft, dice), draft.cast.any(kind, dice));
  }

  private static void absent(Draft draft, Dice dice) {
    String suffix = "0123456789abcdefghjkmnpqrs".substring(dice.below(9)) + "z".repeat(9);
    String id = suffix.substring(0, 26);
    draft.segments.set(
        braces(draft, dice),
        dice.one("nobody-" + dice.below(1_000), "ixn_" + id, "off_" + id + "_" + dice.below(12)));
  }

  private static void oddId(Draft draft, Dice dice) {
    draft.segments.set(braces(draft, dice), segment(dice));
  }

  /** One segment of a path, already encoded or not to be encoded. */
  private static String segment(Dice dice) {
    return switch (dice.below(8)) {
      case 0 -> OddValues.encoded(any("script", dice));
      case 1 -> Draft.utf8(dice.one("é", "日", "🙂"));
      case 2 -> String.valueOf((char) dice.from(0x80, 0xff));
      case 3 -> OddValues.encoded("n".repeat(120) + dice.one("é", "\u0000", "/"));
      default -> any("segment", dice);
    };
  }

  private static void shape(Draft draft, Dice dice) {
    int at = dice.below(draft.segments.size());
    switch (dice.below(5)) {
      case 0 -> {
        if (draft.segments.size() > 1) draft.segments.remove(at);
      }
      case 1 -> draft.segments.add(at, segment(dice));
      case 2 -> draft.segments.add(at, dice.one("", ".", "..", "%2e%2e", "x/.."));
      case 3 -> draft.segments.set(at, OddValues.encoded(draft.segments.get(at)));
      default -> draft.segments.set(at, draft.segments.get(at).toUpperCase(Locale.ROOT));
    }
  }

  private static void form(Draft draft, Dice dice) {
    switch (dice.below(4)) {
      case 0, 1 -> draft.prefix = any("form", dice);
      case 2 -> draft.suffix = any("end", dice);
      default -> draft.suffix = "/" + "a/".repeat(dice.one(10, 500, 1_500));
    }
  }

  private static void twice(Draft draft, Dice dice) {
    String name = dice.one(NAMES);
    draft.query.add(name + "=1");
    draft.query.add(name + "=" + dice.below(3));
  }

  private static void oddValue(Draft draft, Dice dice) {
    String name = dice.one(NAMES);
    draft.query.removeIf(part -> part.startsWith(name + "="));
    boolean number = name.equals("limit") || name.equals("after");
    if (number && dice.percent(80)) draft.query.add(name + "=" + any("number", dice));
    else if (dice.percent(25)) draft.query.add(name + "=" + OddValues.encoded(any("script", dice)));
    else draft.query.add(name + "=" + OddValues.latin("value", dice));
  }

  /** What only this API makes, made by somebody else. */
  private static void cursor(Draft draft, Dice dice) {
    draft.query.removeIf(part -> part.startsWith("cursor="));
    String known = dice.one(draft.cast.cursors());
    String json = new String(Base64.getUrlDecoder().decode(known), StandardCharsets.UTF_8);
    String forged =
        switch (dice.below(6)) {
          case 0, 1 -> json.replaceFirst("\"s\":[^,]*", "\"s\":" + any("second", dice));
          case 2 -> json.replaceFirst("\"n\":[^,]*", "\"n\":" + any("second", dice));
          case 3 -> json.replaceFirst("\"i\":\"[^\"]*\"", "\"i\":" + dice.one("\"\"", "1", "{}"));
          case 4 -> json.substring(0, dice.below(json.length()));
          default -> any("cursor", dice);
        };
    byte[] bytes = forged.getBytes(StandardCharsets.UTF_8);
    String text =
        dice.percent(80)
            ? Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)
            : Base64.getEncoder().encodeToString(bytes);
    draft.query.add(dice.one("cursor=", "cursor=", "cursor=", "after=") + text);
  }

  private static void garbage(Draft draft, Dice dice) {
    switch (dice.below(4)) {
      case 0 -> draft.query.add(OddValues.latin("text", dice));
      case 1 -> draft.query.addAll(List.of("", "", "&&", "?x", ";y", "/"));
      case 2 -> {
        int count = dice.one(10, 300);
        for (int i = 0; i < count; i++) draft.query.add("p" + i + "=" + i);
      }
      default -> draft.query.add("x=%" + (char) dice.from(0x21, 0xff));
    }
  }
}
