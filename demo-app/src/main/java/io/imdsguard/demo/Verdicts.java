package io.imdsguard.demo;

import io.imdsguard.demo.Outcome.Kind;
import java.util.List;

/** From what the service answered to what that means. */
final class Verdicts {
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
    if (answer.contains("401")) {
      return new Outcome(Kind.NO_TOKEN, "401, no session token");
    }
    return new Outcome(Kind.FAILS, firstLine(answer));
  }

  /** Whether an honest call got what it was after. */
  static Outcome honest(String answer, String expected) {
    if (answer.contains(expected)) {
      return new Outcome(Kind.WORKS, expected);
    }
    String why = answer.contains("401") ? "401, no session token" : firstLine(answer);
    return new Outcome(Kind.FAILS, why);
  }

  private static String firstLine(String answer) {
    String line = answer.lines().findFirst().orElse("no answer");
    return line.length() > 30 ? line.substring(0, 30) + "..." : line;
  }
}
