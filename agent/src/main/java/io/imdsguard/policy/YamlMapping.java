package io.imdsguard.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A mapping whose keys are all known and there once. */
final class YamlMapping {
  private final YamlPlace place;
  private final MappingNode node;
  private final Map<String, Node> values = new LinkedHashMap<>();

  private YamlMapping(YamlPlace place, MappingNode node) {
    this.place = place;
    this.node = node;
  }

  /**
   * Reads a mapping.
   *
   * @param what what it is, for messages
   * @throws PolicyException if the node is none, or has a key that is unknown or there twice
   */
  static YamlMapping of(YamlPlace place, Node node, String what, String... keys)
      throws PolicyException {
    if (!(node instanceof MappingNode)) {
      throw place.wrong(node, what + " is " + kind(node) + ", expected one of " + list(keys));
    }
    YamlMapping mapping = new YamlMapping(place, (MappingNode) node);
    for (NodeTuple tuple : mapping.node.getValue()) {
      mapping.put(tuple, what, keys);
    }
    return mapping;
  }

  private void put(NodeTuple tuple, String what, String... keys) throws PolicyException {
    Node key = tuple.getKeyNode();
    String name = key instanceof ScalarNode ? ((ScalarNode) key).getValue() : "?";
    boolean known = false;
    for (String each : keys) {
      known |= each.equals(name);
    }
    if (!known) {
      throw place.wrong(
          key,
          "unknown key '"
              + YamlPlace.printable(name)
              + "' in "
              + what
              + Nearest.hint(name, keys)
              + ", expected one of "
              + list(keys));
    }
    if (values.put(name, tuple.getValueNode()) != null) {
      throw place.wrong(key, "the key '" + name + "' is there twice, expected it once");
    }
  }

  static String list(String... keys) {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < keys.length; i++) {
      list.append(i == 0 ? "" : ", ").append(keys[i]);
    }
    return list.toString();
  }

  Node get(String key) {
    return values.get(key);
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  PolicyException wrong(String what) {
    return place.wrong(node, what);
  }

  /**
   * The key's text, or {@code null} if the key is not there.
   *
   * @throws PolicyException if it is no text: a number or a word with a tag could mean anything
   */
  String text(String key, String expected) throws PolicyException {
    return has(key) ? text(place, get(key), "'" + key + "'", expected) : null;
  }

  static String text(YamlPlace place, Node node, String what, String expected)
      throws PolicyException {
    boolean text = node instanceof ScalarNode && Tag.STR.equals(node.getTag());
    String value = text ? ((ScalarNode) node).getValue() : null;
    if (value == null || value.trim().isEmpty()) {
      throw place.wrong(
          node, what + " is " + (text ? "empty" : kind(node)) + ", expected " + expected);
    }
    return value;
  }

  /** The key's items; empty if the key is not there. */
  List<Node> items(String key, String expected) throws PolicyException {
    if (!has(key)) {
      return new ArrayList<>();
    }
    if (!(get(key) instanceof SequenceNode)) {
      throw place.wrong(
          get(key), "'" + key + "' is " + kind(get(key)) + ", expected a list of " + expected);
    }
    return ((SequenceNode) get(key)).getValue();
  }

  static String kind(Node node) {
    if (node instanceof MappingNode) {
      return "a mapping";
    }
    if (node instanceof SequenceNode) {
      return "a list";
    }
    Tag tag = node.getTag();
    if (Tag.NULL.equals(tag)) {
      return "empty";
    }
    String text = YamlPlace.printable(((ScalarNode) node).getValue());
    if (Tag.BOOL.equals(tag)) {
      return text;
    }
    if (Tag.INT.equals(tag) || Tag.FLOAT.equals(tag)) {
      return "the number " + text;
    }
    return Tag.STR.equals(tag)
        ? "'" + text + "'"
        : "'" + text + "' with the tag " + YamlPlace.printable(tag.getValue());
  }
}
