package io.ixion.benchmark.drill;

import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the words of the drill's options; says which there are when it finds another. */
final class OptionConverters {
  private static final Pattern TIME = Pattern.compile("(\\d{1,4})(ms|s|m)");

  private OptionConverters() {}

  private static <T> T oneOf(T[] values, String word) {
    for (T value : values) if (value.toString().equals(word)) return value;
    String known = String.join(", ", Arrays.stream(values).map(Object::toString).toList());
    throw new TypeConversionException("expected one of " + known + "; found " + word);
  }

  static final class At implements ITypeConverter<FaultMoment> {
    @Override
    public FaultMoment convert(String word) {
      return oneOf(FaultMoment.values(), word);
    }
  }

  static final class Which implements ITypeConverter<DrillOptions.Victim> {
    @Override
    public DrillOptions.Victim convert(String word) {
      return oneOf(DrillOptions.Victim.values(), word);
    }
  }

  static final class From implements ITypeConverter<Partition.Cut> {
    @Override
    public Partition.Cut convert(String word) {
      return oneOf(Partition.Cut.values(), word);
    }
  }

  static final class Time implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String word) {
      Matcher time = TIME.matcher(word);
      if (!time.matches())
        throw new TypeConversionException(
            "expected a number with ms, s or m, as in 5s; found " + word);
      long number = Long.parseLong(time.group(1));
      return switch (time.group(2)) {
        case "ms" -> Duration.ofMillis(number);
        case "s" -> Duration.ofSeconds(number);
        default -> Duration.ofMinutes(number);
      };
    }
  }
}
