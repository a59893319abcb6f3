package io.ixion.deploy;

import io.ixion.cluster.DatabaseSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files with which Ixion is deployed, and what the code says to them. */
final class DeployFiles {
  static final Path ROOT = root();
  private static final Pattern IN_CONF = Pattern.compile("\\$\\{\\?(IXION_[A-Z_]+)}");
  private static final Pattern IN_SCRIPT = Pattern.compile("\\$\\{(IXION_[A-Z_]+)[:}-]");
  static final Pattern VARIABLE = Pattern.compile("IXION_[A-Z_]+");

  private DeployFiles() {}

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("docker-compose.yml"))) here = here.getParent();
    return here;
  }

  static String text(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Object> documents(String file) {
    var documents = new ArrayList<Object>();
    new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text(file)).forEach(documents::add);
    return documents;
  }

  static Object yaml(String file) {
    return documents(file).get(0);
  }

  /** What lies at this path of maps and lists; a failure when there is nothing. */
  static Object at(Object from, Object... path) {
    Object now = from;
    for (Object step : path) {
      now = now instanceof List<?> list ? list.get((Integer) step) : ((Map<?, ?>) now).get(step);
      if (now == null) throw new AssertionError("nothing at " + List.of(path) + ": " + step);
    }
    return now;
  }

  static Map<Object, Object> map(Object from, Object... path) {
    return new LinkedHashMap<>((Map<?, ?>) at(from, path));
  }

  static List<String> strings(Object from, Object... path) {
    return ((List<?>) at(from, path)).stream().map(String::valueOf).toList();
  }

  /** Every environment variable that something in this build reads. */
  static Set<String> variables() {
    var known = new HashSet<>(Set.of(DatabaseSettings.URL));
    known.add(DatabaseSettings.USER);
    known.add(DatabaseSettings.PASSWORD);
    for (String file : confFiles()) collect(IN_CONF, text(file), known);
    collect(IN_SCRIPT, text("ixion"), known);
    collect(IN_SCRIPT, text("deploy/docker/health"), known);
    return known;
  }

  private static List<String> confFiles() {
    try (Stream<Path> files = Files.walk(ROOT, 6)) {
      return files
          .map(file -> ROOT.relativize(file).toString())
          .filter(file -> file.matches("[a-z-]+/src/main/resources/[a-z]+\\.conf"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void collect(Pattern pattern, String text, Set<String> found) {
    var matcher = pattern.matcher(text);
    while (matcher.find()) found.add(matcher.groupCount() > 0 ? matcher.group(1) : matcher.group());
  }
}
