package io.imdsguard.api;

import java.time.Instant;

/**
 * The agent's answers: arrays whose first element says what the others are.
 *
 * <ul>
 *   <li>{@code credentials}: access key id, secret access key, session token, expiration in
 *       milliseconds since 1970
 *   <li>{@code listening}: nothing
 *   <li>{@code refused}, {@code unavailable}: the number of the audit event, a message
 * </ul>
 */
final class Answers {
  private Answers() {}

  static Credentials credentials(Object answer) {
    Object[] values = require("credentials", answer);
    return new Credentials(
        (String) values[1],
        (String) values[2],
        (String) values[3],
        Instant.ofEpochMilli((Long) values[4]));
  }

  /** The answer, if it is this one. */
  static Object[] require(String wanted, Object answer) {
    if (!(answer instanceof Object[])) {
      throw new CredentialsException(
          CredentialsException.Reason.UNAVAILABLE, 0, "the IMDS Guard agent did not answer");
    }
    Object[] values = (Object[]) answer;
    if (wanted.equals(values[0])) {
      return values;
    }
    CredentialsException.Reason reason =
        "refused".equals(values[0])
            ? CredentialsException.Reason.REFUSED
            : CredentialsException.Reason.UNAVAILABLE;
    throw new CredentialsException(reason, (Long) values[1], (String) values[2]);
  }
}
