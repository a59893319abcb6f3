package io.ixion.http.exchange;

import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.TenantId;
import io.ixion.http.json.Fingerprint;
import io.ixion.http.problem.ProblemCodes;
import io.ixion.http.problem.RefusedRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/**
 * A client's name for one request, so that repeating it has one effect. Ids are derived from it, so
 * nothing has to be remembered: it holds across the death of any node.
 *
 * @param text 1 to 256 printable ASCII characters
 */
public record IdempotencyKey(String text) {
  private static final int LONGEST = 256;

  /**
   * Name space of the ids that are derived from keys; never changed, or repetitions would be lost.
   */
  private static final UUID NAME_SPACE = UUID.fromString("6f0c5a1e-3d2b-5c47-9a86-1b7e4d905f32");

  /** Reads the header: a structured-field string (RFC 9651) or a bare token. */
  static IdempotencyKey parse(String header) {
    String text = header.startsWith("\"") ? unquoted(header) : header;
    if (text.isEmpty() || text.length() > LONGEST) throw wrong(text.length() + " characters");
    for (int i = 0; i < text.length(); i++)
      if (text.charAt(i) < 0x20 || text.charAt(i) > 0x7e) throw wrong("another character");
    return new IdempotencyKey(text);
  }

  private static String unquoted(String header) {
    var text = new StringBuilder();
    for (int i = 1; i < header.length(); i++) {
      char c = header.charAt(i);
      if (c == '"') {
        if (i == header.length() - 1) return text.toString();
        throw wrong("something after the closing quote");
      }
      if (c == '\\') {
        i++;
        if (i == header.length() || (header.charAt(i) != '"' && header.charAt(i) != '\\'))
          throw wrong("a lone backslash");
        c = header.charAt(i);
      }
      text.append(c);
    }
    throw wrong("no closing quote");
  }

  private static RefusedRequest wrong(String found) {
    return new RefusedRequest(
        ProblemCodes.INVALID_HEADER,
        "expected Idempotency-Key as \"…\" with 1 to "
            + LONGEST
            + " printable ASCII characters; found "
            + found);
  }

  /** The id of what a create with this key makes: UUIDv5 of tenant, route and key. */
  public InteractionId interactionId(TenantId tenant, String route) {
    return InteractionId.of(version5(tenant.value() + '\n' + route + '\n' + text));
  }

  /**
   * The attempt that an action with this key is.
   *
   * @param request what is asked, so that the same key with another request is refused
   */
  public AttemptId attempt(String action, Map<String, Object> request) {
    return AttemptId.of(
        "k-" + Fingerprint.of(action, text).substring(0, 40),
        Fingerprint.of(request).substring(0, 24));
  }

  private static UUID version5(String name) {
    byte[] hash = sha1(name);
    long high = 0;
    long low = 0;
    for (int i = 0; i < 8; i++) high = (high << 8) | (hash[i] & 0xff);
    for (int i = 8; i < 16; i++) low = (low << 8) | (hash[i] & 0xff);
    return new UUID(
        (high & 0xffff_ffff_ffff_0fffL) | 0x5000L,
        (low & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L);
  }

  private static byte[] sha1(String name) {
    try {
      var digest = java.security.MessageDigest.getInstance("SHA-1");
      var space = java.nio.ByteBuffer.allocate(16);
      space
          .putLong(NAME_SPACE.getMostSignificantBits())
          .putLong(NAME_SPACE.getLeastSignificantBits());
      digest.update(space.array());
      return digest.digest(name.getBytes(StandardCharsets.UTF_8));
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-1", impossible);
    }
  }
}
