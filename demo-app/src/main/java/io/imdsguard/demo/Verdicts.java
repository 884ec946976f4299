package io.imdsguard.demo;

import io.imdsguard.demo.Outcome.Kind;
import java.util.List;
import java.util.regex.Pattern;

/** From what the service answered to what that means. */
final class Verdicts {
  private static final Pattern UNAUTHORIZED = Pattern.compile("\\b401\\b");

  private Verdicts() {}

  /**
   * What an attack got.
   *
   * @param secrets every secret that the metadata service has handed out
   */
  static Outcome attack(String answer, List<String> secrets) {
    if (secrets.stream().anyMatch(answer::contains)) {
      return new Outcome(Kind.STOLEN, "the role's keys");
    }
    if (isUnauthorized(answer)) {
      return new Outcome(Kind.NO_TOKEN, "401, no session token");
    }
    return new Outcome(Kind.FAILS, firstLine(answer));
  }

  /** Whether an honest call got what it was after. */
  static Outcome honest(String answer, String expected) {
    if (answer.contains(expected)) {
      return new Outcome(Kind.WORKS, expected);
    }
    String why = isUnauthorized(answer) ? "401, no session token" : firstLine(answer);
    return new Outcome(Kind.FAILS, why);
  }

  /** The status, not three digits of a port. */
  private static boolean isUnauthorized(String answer) {
    return UNAUTHORIZED.matcher(answer).find();
  }

  private static String firstLine(String answer) {
    String line = answer.lines().findFirst().orElse("no answer");
    return line.length() > 30 ? line.substring(0, 30) + "..." : line;
  }
}
