package io.ixion.http.json;

import io.ixion.http.problem.Problem;
import io.ixion.http.problem.ProblemCodes;
import io.ixion.http.problem.RefusedRequest;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Takes the members of a request's object one by one, notes everything that is wrong with them, and
 * at the end refuses the request with all of it at once, unknown members included.
 */
public final class Fields {
  private final Map<String, Object> members;
  private final Set<String> taken = new HashSet<>();
  private final List<Problem.FieldError> errors = new ArrayList<>();
  private boolean wrongForm;
  private int errorCount;

  public Fields(Map<String, Object> members) {
    this.members = members;
  }

  public boolean has(String name) {
    return members.containsKey(name);
  }

  public Optional<String> text(String name) {
    return take(name, String.class, "a string");
  }

  /** A text of 1 to {@code longest} characters. */
  public Optional<String> text(String name, int longest) {
    Optional<String> text = text(name);
    if (text.isPresent() && (text.get().isEmpty() || text.get().length() > longest)) {
      broken(name, "expected 1 to " + longest + " characters; found " + text.get().length());
      return Optional.empty();
    }
    return text;
  }

  /** A text that {@code reader} makes a value of, or refuses with an IllegalArgumentException. */
  public <T> Optional<T> value(String name, Function<String, T> reader) {
    return text(name).flatMap(text -> read(name, text, reader));
  }

  /** The same, and it must be there. */
  public <T> Optional<T> required(String name, Function<String, T> reader) {
    if (!has(name)) malformed(name, "expected this field; it is missing");
    return value(name, reader);
  }

  public boolean flag(String name, boolean otherwise) {
    return take(name, Boolean.class, "true or false").orElse(otherwise);
  }

  public int number(String name, int least, int most, int otherwise) {
    Optional<Number> number = take(name, Number.class, "an integer");
    return number.flatMap(n -> integer(name, n, least, most)).orElse(otherwise);
  }

  public Optional<Instant> time(String name) {
    return value(
        name,
        text ->
            Times.parse(text)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "expected a time like 2026-11-23T10:21:07.113Z, in UTC of the years 1900 to"
                                + " 9999; found \""
                                + text
                                + "\"")));
  }

  /** To the millisecond. */
  public Duration duration(String name, Duration otherwise) {
    return value(name, Fields::durationOf).orElse(otherwise);
  }

  private static Duration durationOf(String text) {
    try {
      return Duration.parse(text).truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeParseException notDuration) {
      throw new IllegalArgumentException(
          "expected an ISO-8601 duration like PT30S; found \"" + text + "\"", notDuration);
    }
  }

  /** The members of an object, whatever they are; empty when it is not there. */
  public Map<String, Object> object(String name) {
    var members = new LinkedHashMap<String, Object>();
    Optional<?> found = take(name, Map.class, "an object");
    if (found.isPresent() && found.get() instanceof Map<?, ?> map)
      map.forEach((key, value) -> members.put((String) key, value));
    return members;
  }

  /** An object of at most {@code members} integers. */
  public Map<String, Integer> numbers(String name, int members, int least, int most) {
    var numbers = new LinkedHashMap<String, Integer>();
    few(name, members, object(name))
        .forEach(
            (key, value) -> {
              String at = name + "/" + RequestJson.escaped(key);
              if (value instanceof Number number)
                integer(at, number, least, most).ifPresent(n -> numbers.put(key, n));
              else malformed(at, "expected an integer; found " + kind(value));
            });
    return numbers;
  }

  /** An object of at most {@code members} texts. */
  public Map<String, String> texts(String name, int members) {
    var texts = new LinkedHashMap<String, String>();
    few(name, members, object(name))
        .forEach(
            (key, value) -> {
              if (value instanceof String text) texts.put(key, text);
              else
                malformed(
                    name + "/" + RequestJson.escaped(key),
                    "expected a string; found " + kind(value));
            });
    return texts;
  }

  /** Nothing is looked at of what is too much anyhow. */
  private Map<String, Object> few(String name, int most, Map<String, Object> members) {
    if (members.size() <= most) return members;
    broken(name, "expected at most " + most + " members; found " + members.size());
    return Map.of();
  }

  /** An array of at most {@code most} different texts. */
  public List<String> list(String name, int most) {
    var texts = new ArrayList<String>();
    List<?> items = take(name, List.class, "an array").orElse(List.of());
    if (items.size() > most) {
      broken(name, "expected at most " + most + " items; found " + items.size());
      return texts;
    }
    for (int i = 0; i < items.size(); i++) {
      if (!(items.get(i) instanceof String text))
        malformed(name + "/" + i, "expected a string; found " + kind(items.get(i)));
      else if (texts.contains(text)) broken(name + "/" + i, "expected each once; found it twice");
      else texts.add(text);
    }
    return texts;
  }

  /** Makes a value of what was taken; a refusal of its constructor is an error at this pointer. */
  public <S, T> Optional<T> read(String pointer, S source, Function<S, T> reader) {
    try {
      return Optional.of(reader.apply(source));
    } catch (IllegalArgumentException refused) {
      broken(pointer, refused.getMessage());
      return Optional.empty();
    }
  }

  /** Notes that a member has the wrong form. */
  public void malformed(String pointer, String detail) {
    wrongForm = true;
    broken(pointer, detail);
  }

  /** Notes that a member breaks a rule. */
  public void broken(String pointer, String detail) {
    errorCount++;
    if (errors.size() < Problem.MOST_ERRORS)
      errors.add(new Problem.FieldError("/" + pointer, detail));
  }

  /** Refuses the request if anything was wrong or is left over. */
  public void end() {
    for (String name : members.keySet())
      if (!taken.contains(name))
        malformed(RequestJson.escaped(name), "expected only known fields; found \"" + name + "\"");
    if (errors.isEmpty()) return;
    String code = wrongForm ? ProblemCodes.INVALID_REQUEST : ProblemCodes.INVALID_VALUE;
    Problem.FieldError first = errors.get(0);
    String more = errorCount == 1 ? "" : " (and " + (errorCount - 1) + " more)";
    throw new RefusedRequest(
        Problem.of(code, first.pointer() + ": " + first.detail() + more, errors, errorCount));
  }

  private <T> Optional<T> take(String name, Class<T> type, String expected) {
    taken.add(name);
    Object value = members.get(name);
    if (type.isInstance(value)) return Optional.of(type.cast(value));
    if (members.containsKey(name))
      malformed(name, "expected " + expected + "; found " + kind(value));
    return Optional.empty();
  }

  private Optional<Integer> integer(String pointer, Number number, int least, int most) {
    if (number instanceof BigDecimal) {
      malformed(pointer, "expected an integer; found " + number);
      return Optional.empty();
    }
    boolean fits = !(number instanceof BigInteger);
    if (fits && number.longValue() >= least && number.longValue() <= most)
      return Optional.of(number.intValue());
    broken(pointer, "expected " + least + " to " + most + "; found " + number);
    return Optional.empty();
  }

  private static String kind(Object value) {
    if (value == null) return "null";
    if (value instanceof String) return "a string";
    if (value instanceof Boolean) return "a boolean";
    if (value instanceof Number) return "a number";
    return value instanceof Map ? "an object" : "an array";
  }
}
