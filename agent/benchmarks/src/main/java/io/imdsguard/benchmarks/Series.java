package io.imdsguard.benchmarks;

import java.util.Arrays;

/** Numbers of one kind, one a round. */
final class Series {
  /** The median's standard error by the square root of how many, in interquartile ranges. */
  private static final double MEDIANS_ERROR = Math.sqrt(Math.PI / 2) / 1.349;

  private final double[] values;
  private int count;

  Series(int rounds) {
    this.values = new double[rounds];
  }

  void add(double value) {
    values[count++] = value;
  }

  double median() {
    return quantile(0.5);
  }

  /** The half of the values that lie in the middle spread over so much. */
  double spread() {
    return quantile(0.75) - quantile(0.25);
  }

  /** How far off the median may well be: its standard error, as for a normal distribution. */
  double uncertainty() {
    return MEDIANS_ERROR * spread() / Math.sqrt(count);
  }

  /** The median of the ratios within each round. */
  double ratioTo(Series floor) {
    Series ratios = new Series(count);
    for (int i = 0; i < count; i++) {
      ratios.add(values[i] / floor.values[i]);
    }
    return ratios.median();
  }

  /** The median of the differences within each round. */
  double over(Series floor) {
    Series differences = new Series(count);
    for (int i = 0; i < count; i++) {
      differences.add(values[i] - floor.values[i]);
    }
    return differences.median();
  }

  private double quantile(double part) {
    double[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    double at = part * (count - 1);
    int below = (int) at;
    int above = Math.min(below + 1, count - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
