package io.ixion.http.json;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Digests that tell whether two requests say the same, whatever the order of their keys. */
public final class Fingerprint {
  private static final HexFormat HEX = HexFormat.of();

  private Fingerprint() {}

  /** SHA-256 of the request with its keys sorted, as 64 hexadecimal digits. */
  public static String of(Map<String, Object> request) {
    byte[] canonical = JsonBytes.of(out -> JsonBytes.value(out, sorted(request)));
    return HEX.formatHex(sha256(canonical));
  }

  /** SHA-256 of some texts, each ended so that no two lists of texts have the same. */
  public static String of(String... texts) {
    var bytes = new ByteArrayOutputStream();
    for (String text : texts) {
      bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
      bytes.write(0);
    }
    return HEX.formatHex(sha256(bytes.toByteArray()));
  }

  private static Object sorted(Object value) {
    if (value instanceof Map<?, ?> map) {
      var sorted = new TreeMap<String, Object>();
      map.forEach((key, member) -> sorted.put((String) key, sorted(member)));
      return sorted;
    }
    if (value instanceof java.util.List<?> list)
      return list.stream().map(Fingerprint::sorted).toList();
    return value instanceof BigDecimal decimal ? canonical(decimal) : value;
  }

  /**
   * A decimal that a double holds is written as that double, as it was when there were only
   * doubles: 1.1 and 1.10 say the same. One with more digits has them all.
   */
  private static Number canonical(BigDecimal decimal) {
    double near = decimal.doubleValue();
    return new BigDecimal(Double.toString(near)).compareTo(decimal) == 0 ? (Number) near : decimal;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
