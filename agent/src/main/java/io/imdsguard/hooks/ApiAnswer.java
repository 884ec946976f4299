package io.imdsguard.hooks;

import io.imdsguard.gate.HandOut;
import io.imdsguard.metadata.RoleKeys;

/**
 * What the application's copy of {@code imds-guard-api} is answered: an array of the JDK's types,
 * because it can see none of ours. The first element says what the others are:
 *
 * <ul>
 *   <li>{@code credentials}: access key id, secret access key, session token, expiration in
 *       milliseconds since 1970
 *   <li>{@code listening}, {@code closed}: nothing
 *   <li>{@code refused}, {@code unavailable}: the number of the audit event (0 without one), what
 *       to tell who asked
 * </ul>
 */
final class ApiAnswer {
  private ApiAnswer() {}

  static Object[] of(HandOut handOut) {
    if (handOut.keys() != null) {
      return keys(handOut.keys());
    }
    return handOut.isRefused()
        ? new Object[] {"refused", handOut.event(), handOut.why()}
        : new Object[] {"unavailable", handOut.event(), handOut.why()};
  }

  static Object[] keys(RoleKeys keys) {
    return new Object[] {
      "credentials",
      keys.accessKeyId(),
      keys.secretAccessKey(),
      keys.sessionToken(),
      keys.expirationMillis()
    };
  }

  static Object[] listening() {
    return new Object[] {"listening"};
  }

  static Object[] closed() {
    return new Object[] {"closed"};
  }

  static Object[] unavailable(String why) {
    return new Object[] {"unavailable", 0L, why};
  }
}
