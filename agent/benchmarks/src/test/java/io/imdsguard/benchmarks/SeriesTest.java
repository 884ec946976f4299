package io.imdsguard.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeriesTest {

  private static Series of(double... values) {
    Series series = new Series(values.length);
    for (double value : values) {
      series.add(value);
    }
    return series;
  }

  @Test
  void theMedianIsTheMiddle() {
    assertThat(of(9, 1, 5).median()).isEqualTo(5);
  }

  @Test
  void ofAnEvenNumberItLiesBetweenTheTwoInTheMiddle() {
    assertThat(of(1, 2, 4, 9).median()).isEqualTo(3);
  }

  @Test
  void theSpreadIsThatOfTheMiddleHalf() {
    assertThat(of(1, 2, 3, 4, 100).spread()).isEqualTo(2);
  }

  @Test
  void theMedianOfManyIsMoreCertain() {
    assertThat(of(1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4).uncertainty())
        .isLessThan(of(1, 2, 3, 4).uncertainty());
  }

  @Test
  void ratiosAreTakenWithinRounds() {
    assertThat(of(2, 20, 200).ratioTo(of(1, 10, 100))).isEqualTo(2);
  }

  @Test
  void differencesAreTakenWithinRounds() {
    assertThat(of(3, 12, 103).over(of(1, 10, 100))).isEqualTo(2);
  }
}
