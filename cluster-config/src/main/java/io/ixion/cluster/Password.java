package io.ixion.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The password of the embedded database, made once and readable by its owner only. */
record Password(String value) {
  private static final int BYTES = 24;

  static Password in(Path directory) throws IOException {
    Path file = file(directory);
    if (Files.exists(file)) {
      String kept = Files.readString(file).trim();
      if (!kept.isEmpty()) return new Password(kept);
      Files.delete(file); // we died while making it, so no server has it yet
    }
    var random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    var password = new Password(HexFormat.of().formatHex(random));
    Files.writeString(OwnersOnly.file(file), password.value, StandardOpenOption.TRUNCATE_EXISTING);
    return password;
  }

  static Path file(Path directory) {
    return directory.resolve("postgres.password");
  }

  @Override
  public String toString() {
    return "Password[hidden]";
  }
}
