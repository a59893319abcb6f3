package io.ixion.engine.interaction;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Attached data as users send it: nested, deep, empty, with nulls, of every kind of number. */
public final class AnyData {
  private AnyData() {}

  /** One object that holds every shape there is; what it is stored as is frozen. */
  public static AttachedData everyShape() {
    var data = new LinkedHashMap<String, Object>();
    data.put("object", Map.of("nested", Map.of("n", Map.of("a", 1))));
    data.put("list", Arrays.asList(1, "two", null, Map.of("three", 3), List.of(List.of())));
    data.put("empty", Map.of());
    data.put("none", List.of());
    data.put("text", "");
    data.put("script", "\u65e5\u672c \ud83d\ude00 \u0634 \"quoted\" \\ /");
    data.put("flag", false);
    data.put("long", 9_007_199_254_740_993L);
    data.put("big", new BigInteger("-123456789012345678901234567890"));
    data.put("decimal", new BigDecimal("12345678901234567.890"));
    data.put("small", new BigDecimal("1.5E-300"));
    data.put("deep", deep(AttachedData.MAX_DEPTH - 1));
    data.put("key with / ~ . \" and \u00fc", "x");
    return new AttachedData(data);
  }

  /** A patch that changes, deletes and adds at several depths. */
  public static AttachedData patchOfEveryShape() {
    var nested = new LinkedHashMap<String, Object>();
    nested.put("n", null);
    nested.put("m", new BigDecimal("0.1234567890123456789"));
    var patch = new LinkedHashMap<String, Object>();
    patch.put("object", Map.of("nested", nested));
    patch.put("text", null);
    patch.put("empty", Map.of("k", List.of(Map.of("v", true))));
    return new AttachedData(patch);
  }

  private static Object deep(int levels) {
    return levels == 0 ? "end" : Map.of("d", deep(levels - 1));
  }

  /** Any object that JSON can say, some levels deep. */
  public static Arbitrary<AttachedData> any() {
    return object(values(3)).map(AttachedData::new);
  }

  private static Arbitrary<Object> values(int levels) {
    Arbitrary<Object> simple =
        Arbitraries.oneOf(
            Arbitraries.strings().excludeChars('\u0000').ofMaxLength(8).map(AnyData::paired),
            Arbitraries.integers().map(n -> n),
            Arbitraries.longs().map(n -> n),
            Arbitraries.bigIntegers().map(n -> n),
            Arbitraries.bigDecimals().ofScale(12).map(n -> n),
            Arbitraries.doubles().map(n -> n),
            Arbitraries.of(true, false).map(b -> b));
    if (levels == 0) return simple.injectNull(0.1);
    Arbitrary<Object> inner = values(levels - 1);
    return Arbitraries.oneOf(
            simple,
            inner.list().ofMaxSize(3).map(list -> new ArrayList<Object>(list)),
            object(inner).map(map -> map))
        .injectNull(0.1);
  }

  private static Arbitrary<Map<String, Object>> object(Arbitrary<Object> values) {
    return Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(6), values).ofMaxSize(4);
  }

  /** Halves of surrogate pairs are refused at the edge. */
  private static String paired(String text) {
    var whole = new StringBuilder();
    text.codePoints()
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }
}
