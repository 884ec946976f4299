package io.imdsguard.benchmarks;

import java.io.IOException;
import java.util.Locale;

/** One thing that is measured with each of the three agents. */
final class Measure {
  private final String name;
  private final String unit;
  private final String bound;
  private final boolean ratio;
  private final Series floor;
  private final Series again;
  private final Series guarded;

  /** What one run yields. */
  interface Run {
    double with(String agent) throws IOException, InterruptedException;
  }

  /**
   * Creates a measure.
   *
   * @param ratio whether the agent is compared by ratio, else by difference
   */
  Measure(String name, String unit, String bound, boolean ratio, int rounds) {
    this.name = name;
    this.unit = unit;
    this.bound = bound;
    this.ratio = ratio;
    this.floor = new Series(rounds);
    this.again = new Series(rounds);
    this.guarded = new Series(rounds);
  }

  void add(double onFloor, double onFloorAgain, double withAgent) {
    floor.add(onFloor);
    again.add(onFloorAgain);
    guarded.add(withAgent);
  }

  static String heading() {
    return String.format(
        Locale.ROOT,
        "  %-26s %14s %14s %14s %10s %10s  %s",
        "",
        "empty agent",
        "empty again",
        "IMDS Guard",
        "noise",
        "cost",
        "bound");
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "  %-26s %14s %14s %14s %10.2f %10.2f  %s",
        name + ", " + unit,
        cell(floor),
        cell(again),
        cell(guarded),
        ratio ? again.ratioTo(floor) : again.over(floor),
        ratio ? guarded.ratioTo(floor) : guarded.over(floor),
        bound);
  }

  private static String cell(Series series) {
    return String.format(Locale.ROOT, "%.1f +-%.1f", series.median(), series.spread() / 2);
  }
}
