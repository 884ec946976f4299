package io.imdsguard.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the audit log says of one request of a cell of the client matrix. */
record AuditEvent(String name, String caller) {
  private static final String ROOM = "io.imdsguard.probes.clients.";
  private static final Pattern EVENT =
      Pattern.compile(
          "\"path\":\"/latest/meta-data/cell-([a-z0-9-]+)\".*?\"caller\":(null|\\{.*?\\]\\})");

  static List<AuditEvent> of(Jvm.Run run) {
    List<AuditEvent> all = new ArrayList<>();
    Matcher events = EVENT.matcher(run.stderr());
    while (events.find()) {
      all.add(new AuditEvent(events.group(1), events.group(2)));
    }
    return all;
  }

  /** Whether it names who asked, and nobody else who asks in this cell. */
  boolean names(MatrixCell cell) {
    boolean permitted = name.contains("permitted");
    return caller.startsWith("{\"class\":\"" + ROOM + cell.adapter())
        && (name.contains("proxied") || has(permitted ? "Permitted" : "Stranger"))
        && !has(permitted ? "Stranger" : "Permitted");
  }

  private boolean has(String who) {
    return caller.contains(ROOM + who + ".ask");
  }
}
