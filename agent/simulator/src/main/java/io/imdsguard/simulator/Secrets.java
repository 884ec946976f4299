package io.imdsguard.simulator;

import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Mints random secrets with a recognisable prefix and remembers them all. Thread-safe. */
final class Secrets {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final SecureRandom random = new SecureRandom();
  private final Set<String> minted = ConcurrentHashMap.newKeySet();

  /**
   * A new secret of that many characters, letters and digits only, so that no encoding hides it.
   */
  String mint(String prefix, int length) {
    String secret = prefix + random(length - prefix.length(), ALPHABET.length());
    minted.add(secret);
    return secret;
  }

  /** A new access key id, 20 characters as AWS makes them. It is not secret, so not remembered. */
  String accessKeyId() {
    return "ASIASIM" + random(13, 26);
  }

  /** Counts a string that somebody else made as a secret. */
  void add(String secret) {
    minted.add(secret);
  }

  List<String> all() {
    return List.copyOf(minted);
  }

  private String random(int length, int letters) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(ALPHABET.charAt(random.nextInt(letters)));
    }
    return text.toString();
  }
}
