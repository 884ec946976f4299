package io.imdsguard.simulator;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** The role on the instance and the documents that give out its keys. Thread-safe. */
final class InstanceProfile {
  static final String ACCOUNT = "123456789012";
  private static final String SUCCESS = "Success";

  private final Clock clock;
  private final KeyRing keys;
  private String role;
  private Map<String, Object> outcome = outcome(SUCCESS, null);
  private Map<String, Object> infoOutcome = outcome(SUCCESS, null);
  private boolean extended = true;

  InstanceProfile(String role, Secrets secrets, Clock clock) {
    this.role = role;
    this.clock = clock;
    this.keys = new KeyRing(secrets, clock);
  }

  KeyRing keys() {
    return keys;
  }

  /** The role's name, or {@code null} if there is none. */
  synchronized String role() {
    return role;
  }

  synchronized void role(String newRole) {
    role = newRole;
  }

  synchronized boolean extended() {
    return extended;
  }

  synchronized void extended(boolean on) {
    extended = on;
  }

  /** Sets the {@code Code} of the credentials documents and its {@code Message}, if not null. */
  synchronized void code(String code, String message) {
    outcome = outcome(code, message);
  }

  /** Sets the {@code Code} of {@code iam/info} and its {@code Message}, if not null. */
  synchronized void infoCode(String code, String message) {
    infoOutcome = outcome(code, message);
  }

  /** {@code iam/info}. */
  synchronized String info() {
    Map<String, Object> document = new LinkedHashMap<>(infoOutcome);
    document.put("LastUpdated", keys.current().lastUpdated().toString());
    document.put("InstanceProfileArn", "arn:aws:iam::" + ACCOUNT + ":instance-profile/" + role);
    document.put("InstanceProfileId", "AIPASIMULATEDPROFILE0");
    return Json.write(document);
  }

  /** The credentials document; the extended one also names the account. */
  synchronized String document(boolean withAccount) {
    Map<String, Object> document = new LinkedHashMap<>(outcome);
    if (!SUCCESS.equals(outcome.get("Code"))) {
      document.put("LastUpdated", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
      return Json.write(document);
    }
    putKeys(document, keys.current());
    if (withAccount) {
      document.put("AccountId", ACCOUNT);
    }
    return Json.write(document);
  }

  /** A credentials document of other keys than the role's. */
  static String document(Credentials keys) {
    Map<String, Object> document = outcome(SUCCESS, null);
    putKeys(document, keys);
    return Json.write(document);
  }

  private static Map<String, Object> outcome(String code, String message) {
    Map<String, Object> outcome = new LinkedHashMap<>();
    outcome.put("Code", code);
    if (message != null) {
      outcome.put("Message", message);
    }
    return outcome;
  }

  private static void putKeys(Map<String, Object> document, Credentials keys) {
    document.put("LastUpdated", keys.lastUpdated().toString());
    document.put("Type", "AWS-HMAC");
    putSecrets(document, keys);
  }

  /** What every document of credentials has, EC2's or another service's. */
  static void putSecrets(Map<String, Object> document, Credentials keys) {
    document.put("AccessKeyId", keys.accessKeyId());
    document.put("SecretAccessKey", keys.secretAccessKey());
    document.put("Token", keys.token());
    document.put("Expiration", keys.expiration().toString());
  }
}
