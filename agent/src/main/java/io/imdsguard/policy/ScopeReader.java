package io.imdsguard.policy;

import io.imdsguard.sts.JsonText;
import io.imdsguard.sts.Scope;
import java.util.HashSet;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads how a rule narrows credentials: {@code session-policy} and {@code duration}. */
final class ScopeReader {
  private static final String DURATION = "duration";
  private static final String POLICY = "session-policy";

  private final YamlPlace place;
  private final boolean sts;

  ScopeReader(YamlPlace place, boolean sts) {
    this.place = place;
    this.sts = sts;
  }

  /**
   * The scope of a rule, or {@code null} if it has none.
   *
   * @param handsOut whether the rule can allow anybody credentials
   */
  Scope read(YamlMapping rule, String name, boolean handsOut) throws PolicyException {
    if (!rule.has(POLICY)) {
      if (rule.has(DURATION)) {
        throw place.wrong(
            rule.get(DURATION), "a rule has 'duration' without 'session-policy', expected both");
      }
      return null;
    }
    Node policy = rule.get(POLICY);
    if (!handsOut) {
      throw place.wrong(
          policy, "'session-policy' in a rule that hands no credentials out, expected none");
    }
    if (!sts) {
      throw place.wrong(
          policy, "a rule has 'session-policy', expected 'sts' at the top of the policy, too");
    }
    return new Scope(name, json(policy), seconds(rule.get(DURATION)));
  }

  private int seconds(Node node) throws PolicyException {
    if (node == null) {
      return Scope.DEFAULT_SECONDS;
    }
    int seconds = -1;
    if (Tag.INT.equals(node.getTag())) {
      try {
        seconds = Integer.parseInt(((ScalarNode) node).getValue());
      } catch (NumberFormatException e) {
        seconds = -1;
      }
    }
    if (seconds < Scope.MIN_SECONDS || seconds > Scope.MAX_SECONDS) {
      throw place.wrong(
          node,
          "'duration' is "
              + YamlMapping.kind(node)
              + ", expected seconds from "
              + Scope.MIN_SECONDS
              + " to "
              + Scope.MAX_SECONDS);
    }
    return seconds;
  }

  private String json(Node policy) throws PolicyException {
    boolean statement = false;
    if (policy instanceof MappingNode) {
      for (NodeTuple member : ((MappingNode) policy).getValue()) {
        Node key = member.getKeyNode();
        statement |= key instanceof ScalarNode && ((ScalarNode) key).getValue().equals("Statement");
      }
    }
    if (!statement) {
      throw place.wrong(
          policy,
          "'session-policy' is "
              + YamlMapping.kind(policy)
              + (policy instanceof MappingNode ? " without 'Statement'" : "")
              + ", expected an IAM policy: {Version: …, Statement: […]}");
    }
    JsonText json = new JsonText();
    write(json, policy);
    return json.toString();
  }

  private void write(JsonText json, Node node) throws PolicyException {
    requireShort(json, node);
    if (node instanceof MappingNode) {
      json.open('{');
      Set<String> names = new HashSet<>();
      for (NodeTuple member : ((MappingNode) node).getValue()) {
        Node key = member.getKeyNode();
        String name = YamlMapping.text(place, key, "a key in 'session-policy'", "text");
        if (!names.add(name)) {
          throw place.wrong(
              key, "the key '" + YamlPlace.printable(name) + "' is there twice, expected it once");
        }
        json.name(name);
        write(json, member.getValueNode());
      }
      json.close('}');
    } else if (node instanceof SequenceNode) {
      json.open('[');
      for (Node item : ((SequenceNode) node).getValue()) {
        write(json, item);
      }
      json.close(']');
    } else {
      writeScalar(json, node);
    }
    requireShort(json, node);
  }

  /** Checked on the way in, too: aliases can make much of little, or contain themselves. */
  private void requireShort(JsonText json, Node node) throws PolicyException {
    if (json.length() > Scope.MAX_POLICY_CHARS) {
      throw place.wrong(
          node,
          "'session-policy' is too long, expected at most "
              + Scope.MAX_POLICY_CHARS
              + " characters as JSON without white space");
    }
  }

  private void writeScalar(JsonText json, Node node) throws PolicyException {
    String value = node instanceof ScalarNode ? ((ScalarNode) node).getValue() : "";
    if (Tag.STR.equals(node.getTag())) {
      json.string(value);
    } else if (isLiteral(node.getTag(), value)) {
      json.literal(value);
    } else {
      throw place.wrong(
          node,
          "a value in 'session-policy' is "
              + YamlMapping.kind(node)
              + ", expected text, a whole number, true or false");
    }
  }

  private static boolean isLiteral(Tag tag, String value) {
    if (Tag.BOOL.equals(tag)) {
      return value.equals("true") || value.equals("false");
    }
    boolean digits = Tag.INT.equals(tag) && !value.isEmpty() && value.length() < 16;
    for (int i = 0; i < value.length(); i++) {
      digits &= value.charAt(i) >= '0' && value.charAt(i) <= '9';
    }
    return digits && (value.length() == 1 || value.charAt(0) != '0');
  }
}
