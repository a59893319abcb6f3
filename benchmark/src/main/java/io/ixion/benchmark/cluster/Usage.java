package io.ixion.benchmark.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process has used.
 *
 * @param pid which process, so that nobody compares two of them
 * @param cpu of all its threads since it began
 * @param memoryBytes that it keeps in memory now; 0 where the system does not tell (no /proc)
 */
public record Usage(long pid, Duration cpu, long memoryBytes) {
  private static final long KIB = 1024;

  static Usage of(ProcessHandle process) {
    Duration cpu = process.info().totalCpuDuration().orElse(Duration.ZERO);
    return new Usage(process.pid(), cpu, memory(process.pid()));
  }

  private static long memory(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")))
        if (line.startsWith("VmRSS:")) return Long.parseLong(line.replaceAll("\\D", "")) * KIB;
    } catch (IOException gone) {
      // then it keeps nothing
    }
    return 0;
  }
}
