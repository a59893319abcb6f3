package io.ixion.http.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Digests that tell whether two requests say the same, whatever the order of their keys. */
public final class Fingerprint {
  private static final HexFormat HEX = HexFormat.of();

  /** Powers of ten from which on a double is written without an exponent, and up to which. */
  private static final int LEAST_PLAIN = -3;

  private static final int MOST_PLAIN = 7;

  private Fingerprint() {}

  /** SHA-256 of the request with its keys sorted, as 64 hexadecimal digits. */
  public static String of(Map<String, Object> request) {
    byte[] canonical = JsonBytes.of(out -> write(out, request));
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

  private static void write(JsonGenerator out, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      var sorted = new TreeMap<String, Object>();
      map.forEach((key, member) -> sorted.put((String) key, member));
      out.writeStartObject();
      for (Map.Entry<String, Object> member : sorted.entrySet()) {
        out.writeFieldName(member.getKey());
        write(out, member.getValue());
      }
      out.writeEndObject();
    } else if (value instanceof List<?> list) {
      out.writeStartArray();
      for (Object item : list) write(out, item);
      out.writeEndArray();
    } else if (value instanceof BigDecimal decimal) out.writeNumber(text(decimal));
    else JsonBytes.value(out, value);
  }

  /**
   * All digits of a decimal, in the form that Java gives a double: so 1.1 and 1.10 say the same,
   * and what was asked when there were only doubles is known again, whichever Java wrote it.
   */
  private static String text(BigDecimal decimal) {
    if (decimal.signum() == 0) return "0.0";
    BigDecimal plain = decimal.stripTrailingZeros();
    int exponent = plain.precision() - plain.scale() - 1;
    if (exponent >= LEAST_PLAIN && exponent < MOST_PLAIN)
      return plain.scale() <= 0 ? plain.toPlainString() + ".0" : plain.toPlainString();
    String digits = plain.unscaledValue().abs().toString();
    String fraction = digits.length() == 1 ? "0" : digits.substring(1);
    String sign = plain.signum() < 0 ? "-" : "";
    return sign + digits.charAt(0) + "." + fraction + "E" + exponent;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
