package io.ixion.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;

/** One file of YAML 1.2, read strictly: no name twice, no alias, and every name a string. */
final class YamlFile {
  private YamlFile() {}

  static Map<String, Object> read(Path file) throws IOException {
    String name = file.getFileName().toString();
    String text = Files.readString(file);
    LoadSettings strict =
        LoadSettings.builder().setLabel(name).setAllowDuplicateKeys(false).build();
    for (Event event : new Parse(strict).parseString(text))
      if (event.getEventId() == Event.ID.Alias)
        throw new IllegalArgumentException(
            "an alias is not expected" + event.getStartMark().map(Object::toString).orElse(""));
    Object root = new Load(strict).loadFromString(text);
    namesAreStrings(root, name);
    return map(root, name);
  }

  /** A node as a map; its names were checked when the file was read. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object node, String at) {
    if (node instanceof Map<?, ?> map) return (Map<String, Object>) map;
    throw new IllegalArgumentException("expected a map at " + at + "; found " + node);
  }

  static List<String> list(Object node, String at) {
    if (node instanceof List<?> list && list.stream().allMatch(String.class::isInstance))
      return list.stream().map(String.class::cast).toList();
    throw new IllegalArgumentException("expected a list of names at " + at + "; found " + node);
  }

  private static void namesAreStrings(Object node, String at) {
    if (node instanceof List<?> list) for (Object each : list) namesAreStrings(each, at);
    if (!(node instanceof Map<?, ?> map)) return;
    for (var entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String name))
        throw new IllegalArgumentException(
            "expected a string as name at " + at + "; found " + entry.getKey());
      namesAreStrings(entry.getValue(), at + "/" + name);
    }
  }
}
