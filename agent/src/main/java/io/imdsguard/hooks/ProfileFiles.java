package io.imdsguard.hooks;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Locale;

/** AWS's shared configuration files, as native code finds them. */
final class ProfileFiles {
  /** A profile's {@code credential_source} that is EC2's metadata. */
  private static final String SOURCE = "ec2instancemetadata";

  private static final long MAX_BYTES = 4 * 1024 * 1024;

  private ProfileFiles() {}

  /**
   * Whether a profile may take credentials from EC2's metadata; one that is not used counts too.
   *
   * @param config the configuration file, or {@code null} for the usual one
   * @param credentials the credentials file, or {@code null} for the usual one
   */
  static boolean mayNameMetadata(String config, String credentials) {
    return names(config, "AWS_CONFIG_FILE", "config")
        || names(credentials, "AWS_SHARED_CREDENTIALS_FILE", "credentials");
  }

  private static boolean names(String given, String variable, String usual) {
    String path = given != null ? given : System.getenv(variable);
    if (path == null || path.isEmpty()) {
      path = "~/.aws/" + usual;
    }
    if (path.startsWith("~")) {
      String home = System.getenv("HOME");
      path = (home == null ? System.getProperty("user.home") : home) + path.substring(1);
    }
    File file = new File(path);
    try {
      if (!file.isFile()) {
        return false;
      }
      if (file.length() > MAX_BYTES) {
        return true;
      }
      String text = new String(Files.readAllBytes(file.toPath()), StandardCharsets.ISO_8859_1);
      return text.toLowerCase(Locale.ROOT).contains(SOURCE);
    } catch (IOException | RuntimeException unknown) {
      return true;
    }
  }
}
