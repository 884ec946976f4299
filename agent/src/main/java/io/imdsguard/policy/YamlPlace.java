package io.imdsguard.policy;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Where in a file something is, for messages. */
final class YamlPlace {
  private final String file;

  YamlPlace(String file) {
    this.file = printable(file);
  }

  PolicyException wrong(Node node, String what) {
    return wrong(node.getStartMark(), what);
  }

  PolicyException wrong(Optional<Mark> mark, String what) {
    if (!mark.isPresent()) {
      return wrong(what);
    }
    Mark at = mark.get();
    return new PolicyException(
        file + ":" + (at.getLine() + 1) + ":" + (at.getColumn() + 1) + ": " + what);
  }

  /** Something wrong with the file as a whole. */
  PolicyException wrong(String what) {
    return new PolicyException(file + ": " + what);
  }

  /** Text from a file, fit to stand in a line of a log. */
  static String printable(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length() && i < 200; i++) {
      char c = text.charAt(i);
      shown.append(Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? '?' : c);
    }
    return text.length() > 200 ? shown.append("...").toString() : shown.toString();
  }
}
