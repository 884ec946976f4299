package io.imdsguard.metadata;

/** Reads the times of credentials documents: ISO 8601 in UTC, such as 2026-01-31T23:59:59Z. */
final class UtcTime {
  static final long INVALID = Long.MIN_VALUE;

  private static final int SECONDS_END = 19;
  private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private UtcTime() {}

  /** Milliseconds since 1970-01-01T00:00Z, fractions of them cut off, or {@link #INVALID}. */
  static long parse(String text) {
    if (text.length() <= SECONDS_END || !hasSeparators(text)) {
      return INVALID;
    }
    int year = number(text, 0, 4, 1970, 9999);
    int month = number(text, 5, 7, 1, 12);
    int day = number(text, 8, 10, 1, 31);
    int hour = number(text, 11, 13, 0, 23);
    int minute = number(text, 14, 16, 0, 59);
    int second = number(text, 17, 19, 0, 59);
    int zone = fractionEnd(text);
    if (year < 0 || month < 0 || day < 0 || hour < 0 || minute < 0 || second < 0 || zone < 0) {
      return INVALID;
    }
    if (day > daysIn(year, month) || !isUtc(text.substring(zone))) {
      return INVALID;
    }
    long hours = (daysBefore(year, month) + day - 1) * 24 + hour;
    long seconds = (hours * 60 + minute) * 60 + second;
    return seconds * 1000 + millis(text, zone);
  }

  private static boolean hasSeparators(String text) {
    return text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && text.charAt(10) == 'T'
        && text.charAt(13) == ':'
        && text.charAt(16) == ':';
  }

  private static boolean isUtc(String zone) {
    return zone.equals("Z") || zone.equals("+00:00") || zone.equals("+0000");
  }

  /** The number in text[start, end), or -1 if it is none or out of range. */
  private static int number(String text, int start, int end, int min, int max) {
    int number = 0;
    for (int i = start; i < end; i++) {
      if (!isDigit(text.charAt(i))) {
        return -1;
      }
      number = number * 10 + text.charAt(i) - '0';
    }
    return number < min || number > max ? -1 : number;
  }

  /** Where the zone starts: after the seconds and their fraction, if any; -1 if that is empty. */
  private static int fractionEnd(String text) {
    if (text.charAt(SECONDS_END) != '.') {
      return SECONDS_END;
    }
    int end = SECONDS_END + 1;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end == SECONDS_END + 1 ? -1 : end;
  }

  private static int millis(String text, int zone) {
    int millis = 0;
    for (int i = SECONDS_END + 1; i <= SECONDS_END + 3; i++) {
      millis = millis * 10 + (i < zone ? text.charAt(i) - '0' : 0);
    }
    return millis;
  }

  private static long daysBefore(int year, int month) {
    long past = year - 1L;
    long epoch = 1969L;
    long leapDays = past / 4 - past / 100 + past / 400 - (epoch / 4 - epoch / 100 + epoch / 400);
    long days = (year - 1970L) * 365 + leapDays;
    for (int m = 1; m < month; m++) {
      days += daysIn(year, m);
    }
    return days;
  }

  private static int daysIn(int year, int month) {
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : DAYS[month - 1];
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
