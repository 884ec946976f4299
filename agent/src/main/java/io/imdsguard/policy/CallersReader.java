package io.imdsguard.policy;

import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one entry of {@code callers}. */
final class CallersReader {
  static final String[] KEYS = {"class", "jar", "through", "loader"};
  static final String EXPECTED =
      "callers: \"" + Callers.GROUPS + "\", \"*\" or {class: ..., jar: ...}";

  private final YamlPlace place;

  CallersReader(YamlPlace place) {
    this.place = place;
  }

  Callers read(Node node) throws PolicyException {
    if (!(node instanceof MappingNode)) {
      return byText(node);
    }
    YamlMapping caller = YamlMapping.of(place, node, "a caller", KEYS);
    if (caller.isEmpty()) {
      throw caller.wrong("a caller that says nothing, expected one of class, jar, through, loader");
    }
    return new Callers(
        pattern(caller, "class"),
        jar(caller),
        pattern(caller, "through"),
        pattern(caller, "loader"));
  }

  private Callers byText(Node node) throws PolicyException {
    String text = YamlMapping.text(place, node, "a caller", EXPECTED);
    Callers group = Callers.group(text);
    if (group != null) {
      return group;
    }
    if (text.startsWith("@")) {
      throw place.wrong(
          node,
          "unknown group of callers '"
              + YamlPlace.printable(text)
              + "'"
              + Nearest.hint(text, Callers.GROUPS)
              + ", expected "
              + Callers.GROUPS);
    }
    return new Callers(pattern(node, text), null, null, null);
  }

  private ClassPattern pattern(YamlMapping caller, String key) throws PolicyException {
    String text = caller.text(key, ClassPattern.EXPECTED);
    return text == null ? null : pattern(caller.get(key), text);
  }

  private ClassPattern pattern(Node node, String text) throws PolicyException {
    ClassPattern pattern = ClassPattern.parse(text);
    if (pattern == null) {
      throw place.wrong(
          node,
          "'" + YamlPlace.printable(text) + "' names no class, expected " + ClassPattern.EXPECTED);
    }
    return pattern;
  }

  private String jar(YamlMapping caller) throws PolicyException {
    String expected = "the file name of a jar, with * for any part, such as billing-*.jar";
    String jar = caller.text("jar", expected);
    if (jar != null && (jar.indexOf('/') >= 0 || jar.indexOf('\\') >= 0)) {
      throw place.wrong(
          caller.get("jar"), "'" + YamlPlace.printable(jar) + "' is a path, expected " + expected);
    }
    return jar;
  }
}
