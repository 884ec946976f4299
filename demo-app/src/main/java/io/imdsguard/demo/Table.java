package io.imdsguard.demo;

import java.util.List;
import java.util.Locale;

/** Before and after, side by side. */
final class Table {
  private Table() {}

  /** One scenario with what came of it. */
  record Line(Scenario scenario, Outcome without, Outcome with) {
    boolean isAsItShouldBe() {
      return without.kind() == scenario.without() && with.kind() == scenario.with();
    }
  }

  static String of(List<Line> lines) {
    StringBuilder text = new StringBuilder();
    text.append(row("", "", "without the agent", "with the agent"));
    boolean attacks = true;
    text.append("Attacks\n");
    for (Line line : lines) {
      if (attacks && !line.scenario().isAttack()) {
        attacks = false;
        text.append("Honest calls\n");
      }
      text.append(
          row(
              line.isAsItShouldBe() ? "ok" : "!!",
              line.scenario().title(),
              line.without().toString(),
              line.with().toString()));
    }
    return text.toString();
  }

  private static String row(String mark, String title, String without, String with) {
    return String.format(Locale.ROOT, "  %-4s %-48s %-34s %-34s%n", mark, title, without, with);
  }
}
