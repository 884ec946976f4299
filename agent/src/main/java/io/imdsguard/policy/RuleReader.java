package io.imdsguard.policy;

import io.imdsguard.sts.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads the {@code rules} of a policy file. */
final class RuleReader {
  static final String[] KEYS = {
    "allow",
    "deny",
    "kind",
    "callers",
    "paths",
    "commands",
    "credentials",
    "session-policy",
    "duration",
    "through-interpreters"
  };

  /** More than anybody writes; an alias can make many of few. */
  private static final int MAX_ENTRIES = 10_000;

  private final YamlPlace place;
  private final CallersReader callers;
  private final ScopeReader scopes;
  private final Set<String> names = new HashSet<>();
  private int entries;

  /**
   * Creates a reader.
   *
   * @param sts whether the policy says which STS narrows credentials
   */
  RuleReader(YamlPlace place, boolean sts) {
    this.place = place;
    this.scopes = new ScopeReader(place, sts);
    this.callers = new CallersReader(place);
  }

  List<Rule> read(List<Node> nodes) throws PolicyException {
    List<Rule> rules = new ArrayList<>();
    for (Node node : nodes) {
      count(node);
      rules.add(rule(YamlMapping.of(place, node, "a rule", KEYS)));
    }
    return rules;
  }

  private void count(Node node) throws PolicyException {
    if (++entries > MAX_ENTRIES) {
      throw place.wrong(node, "too many entries, expected at most " + MAX_ENTRIES);
    }
  }

  private Rule rule(YamlMapping rule) throws PolicyException {
    if (rule.has("allow") == rule.has("deny")) {
      throw rule.wrong(
          "a rule with "
              + (rule.has("allow") ? "both" : "neither of")
              + " 'allow' and 'deny',"
              + " expected one of them with the rule's name");
    }
    boolean allow = rule.has("allow");
    String name = name(rule, allow ? "allow" : "deny");
    List<Callers> who = new ArrayList<>();
    for (Node node : rule.items("callers", CallersReader.EXPECTED)) {
      count(node);
      who.add(callers.read(node));
    }
    String kind = kind(rule);
    String key = key(rule, kind);
    List<Node> items = key == null ? null : rule.items(key, key);
    Rule.What what = what(rule, kind, items, allow);
    boolean nothing = items != null && items.isEmpty();
    if (allow && (who.isEmpty() || nothing)) {
      throw rule.wrong(
          "the rule '"
              + name
              + "' allows without saying "
              + (who.isEmpty() ? "whom: expected 'callers'" : "what: expected '" + key + "'")
              + " (\"*\" for all)");
    }
    requireSome(rule, "callers", who);
    if (key != null) {
      requireSome(rule, key, items);
    }
    boolean processes = what instanceof AboutProcesses && !((AboutProcesses) what).equips();
    Scope scope = scopes.read(rule, name, allow && !processes);
    return new Rule(name, allow, who, what, flag(rule, "through-interpreters", allow), scope);
  }

  /** {@code process}, {@code credentials}, or {@code null} for requests. */
  private String kind(YamlMapping rule) throws PolicyException {
    String expected = "process, credentials, or no 'kind' for requests";
    String kind = rule.text("kind", expected);
    if (kind != null && !kind.equals("process") && !kind.equals("credentials")) {
      throw place.wrong(
          rule.get("kind"), "'kind' is '" + YamlPlace.printable(kind) + "', expected " + expected);
    }
    return kind;
  }

  /** The key that says what a rule of this kind is about, or {@code null} if the kind does. */
  private static String key(YamlMapping rule, String kind) throws PolicyException {
    String key = kind == null ? "paths" : kind.equals("process") ? "commands" : null;
    if (rule.has("paths") && kind != null) {
      throw rule.wrong(
          "a rule with 'kind: "
              + kind
              + "' has 'paths', expected "
              + (key == null ? "'callers' alone" : "'commands'"));
    }
    if (rule.has("commands") && !"commands".equals(key)) {
      throw rule.wrong("a rule has 'commands' without 'kind: process', expected both");
    }
    return key;
  }

  private Rule.What what(YamlMapping rule, String kind, List<Node> items, boolean allow)
      throws PolicyException {
    if ("process".equals(kind)) {
      return new AboutProcesses(commands(items), flag(rule, "credentials", allow));
    }
    if (rule.has("credentials")) {
      throw rule.wrong("a rule has 'credentials' without 'kind: process', expected both");
    }
    return kind == null ? new AboutRequests(paths(items)) : new AboutCredentials();
  }

  private List<String> commands(List<Node> nodes) throws PolicyException {
    List<String> globs = new ArrayList<>();
    for (Node node : nodes) {
      count(node);
      globs.add(
          YamlMapping.text(
              place,
              node,
              "a command",
              "a program or its file name, such as curl or /usr/bin/*, with * for any part"));
    }
    return globs;
  }

  private List<Paths> paths(List<Node> nodes) throws PolicyException {
    List<Paths> paths = new ArrayList<>();
    for (Node node : nodes) {
      count(node);
      paths.add(path(node));
    }
    return paths;
  }

  /** An empty list is more likely a mistake than a way to say everybody. */
  private static void requireSome(YamlMapping rule, String key, List<?> list)
      throws PolicyException {
    if (rule.has(key) && list.isEmpty()) {
      throw rule.wrong("'" + key + "' is an empty list, expected at least one entry");
    }
  }

  private String name(YamlMapping rule, String key) throws PolicyException {
    String name = rule.text(key, "the rule's name");
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\' || name.length() > 100) {
        throw place.wrong(
            rule.get(key),
            "the rule's name is '"
                + YamlPlace.printable(name)
                + "', expected up to 100 printable ASCII characters but \" and \\");
      }
    }
    if (!names.add(name)) {
      throw place.wrong(
          rule.get(key), "two rules are called '" + name + "', expected each name once");
    }
    return name;
  }

  private Paths path(Node node) throws PolicyException {
    String text = YamlMapping.text(place, node, "a path", PathPattern.EXPECTED);
    Paths group = Paths.group(text);
    if (group != null) {
      return group;
    }
    if (text.startsWith("@")) {
      throw place.wrong(
          node,
          "unknown group of paths '"
              + YamlPlace.printable(text)
              + "'"
              + Nearest.hint(text, Paths.GROUPS)
              + ", expected one of "
              + YamlMapping.list(Paths.GROUPS));
    }
    String fault = PathPattern.fault(text);
    if (fault != null) {
      throw place.wrong(
          node,
          "the path '"
              + YamlPlace.printable(text)
              + "' "
              + fault
              + ", expected "
              + PathPattern.EXPECTED);
    }
    return Paths.of(PathPattern.of(text));
  }

  /** A key of allow rules that is true, or false, or not there. */
  private boolean flag(YamlMapping rule, String key, boolean allow) throws PolicyException {
    Node node = rule.get(key);
    if (node == null) {
      return false;
    }
    if (!allow || !Tag.BOOL.equals(node.getTag())) {
      throw place.wrong(
          node,
          "'"
              + key
              + "' is "
              + YamlMapping.kind(node)
              + (allow ? "" : " in a deny rule")
              + ", expected true or false in an allow rule");
    }
    return ((ScalarNode) node).getValue().equals("true");
  }
}
