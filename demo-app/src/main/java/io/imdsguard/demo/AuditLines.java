package io.imdsguard.demo;

import java.util.List;

/** The audit log for a reader who has no room for stacks. */
final class AuditLines {
  private AuditLines() {}

  static String of(List<String> events) {
    StringBuilder text = new StringBuilder();
    for (String event : events) {
      text.append("  ").append(withoutStack(event)).append('\n');
    }
    return text.toString();
  }

  /** A stack is a list of texts without brackets of their own. */
  static String withoutStack(String event) {
    int start = event.indexOf(",\"stack\":[");
    int end = start < 0 ? -1 : event.indexOf(']', start);
    return end < 0 ? event : event.substring(0, start) + event.substring(end + 1);
  }
}
