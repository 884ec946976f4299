package io.imdsguard.audit;

/** Formats a time as RFC 3339 does in UTC, such as {@code 2026-11-24T03:32:01.007Z}. */
final class UtcText {
  private static final long DAY_MILLIS = 86_400_000L;

  private UtcText() {}

  static String of(long millis) {
    long days = Math.floorDiv(millis, DAY_MILLIS);
    long inDay = Math.floorMod(millis, DAY_MILLIS);
    StringBuilder text = new StringBuilder(24);
    date(text, days);
    text.append('T');
    padded(text, inDay / 3_600_000, 2).append(':');
    padded(text, inDay / 60_000 % 60, 2).append(':');
    padded(text, inDay / 1_000 % 60, 2).append('.');
    return padded(text, inDay % 1_000, 3).append('Z').toString();
  }

  /** Gregorian date of a day since 1970, by eras of 400 years that begin on the first of March. */
  private static void date(StringBuilder text, long epochDay) {
    long day = epochDay + 719_468;
    long era = Math.floorDiv(day, 146_097L);
    long dayOfEra = day - era * 146_097;
    long year = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    long dayOfYear = dayOfEra - (365 * year + year / 4 - year / 100);
    long march = (5 * dayOfYear + 2) / 153;
    long month = march < 10 ? march + 3 : march - 9;
    padded(text, year + era * 400 + (month <= 2 ? 1 : 0), 4).append('-');
    padded(text, month, 2).append('-');
    padded(text, dayOfYear - (153 * march + 2) / 5 + 1, 2);
  }

  private static StringBuilder padded(StringBuilder text, long number, int width) {
    String digits = Long.toString(number);
    for (int i = digits.length(); i < width; i++) {
      text.append('0');
    }
    return text.append(digits);
  }
}
