package io.ixion.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The password of the embedded database, made once and readable by its owner only. */
record Password(String value) {
  private static final int BYTES = 24;

  static Password in(Path directory) throws IOException {
    Path file = directory.resolve("postgres.password");
    if (Files.exists(file)) {
      String kept = Files.readString(file).trim();
      if (!kept.isEmpty()) return new Password(kept);
      Files.delete(file); // we died while making it, so no server has it yet
    }
    var random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    var password = new Password(HexFormat.of().formatHex(random));
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, password.value, StandardOpenOption.TRUNCATE_EXISTING);
    return password;
  }

  @Override
  public String toString() {
    return "Password[hidden]";
  }
}
