package io.ixion.engine.limit;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads one part of the configuration and refuses what is beyond its limits: the error names the
 * setting, what is allowed and what was found.
 */
public final class CheckedSettings {
  /** As good as never. */
  public static final Duration DAY = Duration.ofDays(1);

  private static final Map<String, Long> UNITS = new LinkedHashMap<>();

  static {
    UNITS.put("d", 86_400_000L);
    UNITS.put("h", 3_600_000L);
    UNITS.put("min", 60_000L);
    UNITS.put("s", 1_000L);
  }

  private final String path;
  private final Config config;

  /**
   * @param ixion the configuration at {@code ixion}
   * @param path the part of it
   */
  public CheckedSettings(Config ixion, String path) {
    this.path = "ixion." + path + ".";
    this.config = ixion.getConfig(path);
  }

  public int number(String key, int least, int most) {
    int found = read(key, config::getInt, least, most);
    if (found < least || found > most) throw refused(key, least, most, found);
    return found;
  }

  public long bytes(String key, long least, long most) {
    long found = read(key, config::getBytes, least + " bytes", most + " bytes");
    if (found < least || found > most)
      throw refused(key, least + " bytes", most + " bytes", found + " bytes");
    return found;
  }

  public Duration time(String key, Duration least, Duration most) {
    Duration found = read(key, config::getDuration, words(least), words(most));
    if (found.compareTo(least) < 0 || found.compareTo(most) > 0)
      throw refused(key, words(least), words(most), words(found));
    return found;
  }

  private <T> T read(String key, Function<String, T> reading, Object least, Object most) {
    try {
      return reading.apply(key);
    } catch (ConfigException.WrongType | ConfigException.BadValue unreadable) {
      throw refused(key, least, most, "\"" + config.getValue(key).unwrapped() + "\"");
    }
  }

  private IllegalArgumentException refused(String key, Object least, Object most, Object found) {
    return new IllegalArgumentException(
        path + key + " must be " + least + " to " + most + ", found " + found);
  }

  private static String words(Duration time) {
    long millis = time.toMillis();
    if (millis != 0)
      for (Map.Entry<String, Long> unit : UNITS.entrySet())
        if (millis % unit.getValue() == 0) return millis / unit.getValue() + " " + unit.getKey();
    return millis + " ms";
  }
}
