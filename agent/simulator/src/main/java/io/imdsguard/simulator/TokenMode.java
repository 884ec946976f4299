package io.imdsguard.simulator;

/** Which versions of the protocol the simulated EC2 service speaks. */
public enum TokenMode {
  /** {@code HttpTokens=required}: a request without a valid session token is answered with 401. */
  REQUIRED,
  /** {@code HttpTokens=optional}: no token is fine, a wrong one is answered with 401. */
  OPTIONAL,
  /**
   * A service from before IMDSv2: {@code PUT} is answered with 405, one of the statuses on which
   * the AWS SDKs fall back, and session tokens are ignored.
   */
  V1_ONLY;

  /**
   * Reads {@code required}, {@code optional} or {@code v1-only}.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  static TokenMode of(String word) {
    return switch (word) {
      case "required" -> REQUIRED;
      case "optional" -> OPTIONAL;
      case "v1-only" -> V1_ONLY;
      default ->
          throw new IllegalArgumentException(word + " is not one of required, optional, v1-only");
    };
  }
}
