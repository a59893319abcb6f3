package io.ixion.contract;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The API's description, put together by the build from one YAML file a feature. */
public final class OpenApiDocument {
  private static final String HEAD = "ixion.yaml";

  /** Where the files meet; anything else belongs to one of them. */
  private static final Pattern SHARED = Pattern.compile("/paths|/components|/components/[A-Za-z]+");

  private final Map<String, Object> root = new LinkedHashMap<>();
  private final Map<String, String> definedIn = new HashMap<>();

  private OpenApiDocument() {}

  /** Reads the folder that is the first argument and writes the file that is the second. */
  public static void main(String[] args) throws IOException {
    Path target = Path.of(args[1]);
    Files.createDirectories(target.getParent());
    // The line ends are fixed, so that every machine builds the same bytes.
    var printer = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    new ObjectMapper().writer(printer).writeValue(target.toFile(), assemble(Path.of(args[0])));
  }

  /**
   * The whole document. Paths keep the order of the head's list of files, and their order there.
   */
  static Map<String, Object> assemble(Path folder) throws IOException {
    Map<String, Object> head = YamlFile.read(folder.resolve(HEAD));
    List<String> files =
        YamlFile.list(head.remove("files"), "files").stream().map(f -> f + ".yaml").toList();
    namesEveryFile(files, folder);
    var document = new OpenApiDocument();
    document.merge("", head, document.root, HEAD);
    for (String file : files)
      document.merge("", YamlFile.read(folder.resolve(file)), document.root, file);
    Problems.expand(document.root);
    document.followsReferences(document.root, "");
    return document.inReadingOrder();
  }

  private static void namesEveryFile(List<String> files, Path folder) throws IOException {
    var there = new TreeSet<String>();
    try (Stream<Path> listed = Files.list(folder)) {
      listed.map(f -> f.getFileName().toString()).filter(f -> !f.equals(HEAD)).forEach(there::add);
    }
    if (!there.equals(new TreeSet<>(files)))
      throw new IllegalArgumentException(
          "expected the files of " + HEAD + ": " + files + "; found " + there);
  }

  private void merge(String at, Map<String, Object> from, Map<String, Object> into, String file) {
    from.forEach(
        (name, value) -> {
          String here = at + "/" + name;
          if (SHARED.matcher(here).matches()) {
            Object shared = into.computeIfAbsent(name, n -> new LinkedHashMap<String, Object>());
            merge(here, YamlFile.map(value, file + here), YamlFile.map(shared, here), file);
            return;
          }
          String other = definedIn.putIfAbsent(here, file);
          if (other != null)
            throw new IllegalArgumentException(
                here + " is defined twice: in " + other + " and in " + file);
          into.put(name, value);
        });
  }

  private void followsReferences(Object node, String at) {
    if (node instanceof List<?> list)
      for (int i = 0; i < list.size(); i++) followsReferences(list.get(i), at + "/" + i);
    if (!(node instanceof Map<?, ?> map)) return;
    if (map.get("$ref") instanceof String reference && !isThere(reference))
      throw new IllegalArgumentException("nothing is at " + reference + ", which " + at + " names");
    map.forEach((name, value) -> followsReferences(value, at + "/" + name));
  }

  private boolean isThere(String reference) {
    if (!reference.startsWith("#/")) return false;
    Object node = root;
    for (String step : reference.substring(2).split("/"))
      node =
          node instanceof Map<?, ?> map
              ? map.get(step.replace("~1", "/").replace("~0", "~"))
              : null;
    return node != null;
  }

  /** The head first, then what it is about, then what only tools read. */
  private Map<String, Object> inReadingOrder() {
    for (String name : List.of("paths", "components", "x-ixion-scenario")) {
      Object value = root.remove(name);
      if (value != null) root.put(name, value);
    }
    return root;
  }
}
