package io.ixion.engine.id;

import java.util.regex.Pattern;

/**
 * The one rule for every identifier that a user chooses; it also keeps ids safe inside paths, keys
 * and logs.
 */
final class Name {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+:-]{0,127}");

  private Name() {}

  static String checked(String what, String value) {
    if (value == null || !ALLOWED.matcher(value).matches())
      throw new IllegalArgumentException(
          what
              + " must be 1 to 128 characters of A-Z a-z 0-9 . _ @ + : - and start with a letter or digit");
    return value;
  }
}
