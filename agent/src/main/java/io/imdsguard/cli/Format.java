package io.imdsguard.cli;

import io.imdsguard.metadata.RoleKeys;

/** How credentials are printed; every form ends in a line feed. */
enum Format {
  /**
   * What {@code credential_process} in {@code ~/.aws/config} expects (AWS SDKs and Tools Reference
   * Guide, "Process credential provider").
   */
  process {
    @Override
    String print(RoleKeys keys) {
      return "{\n  \"Version\": 1,\n"
          + member("AccessKeyId", keys.accessKeyId())
          + member("SecretAccessKey", keys.secretAccessKey())
          + member("SessionToken", keys.sessionToken())
          + last("Expiration", keys.expiration());
    }
  },

  /** What a shell evaluates, as {@code aws configure export-credentials --format env} prints it. */
  env {
    @Override
    String print(RoleKeys keys) {
      return "export AWS_ACCESS_KEY_ID="
          + keys.accessKeyId()
          + "\nexport AWS_SECRET_ACCESS_KEY="
          + keys.secretAccessKey()
          + "\nexport AWS_SESSION_TOKEN="
          + keys.sessionToken()
          + "\nexport AWS_CREDENTIAL_EXPIRATION="
          + keys.expiration()
          + "\n";
    }
  },

  /** What a container's credentials endpoint answers ("Container credential provider"). */
  json {
    @Override
    String print(RoleKeys keys) {
      return "{\n"
          + member("AccessKeyId", keys.accessKeyId())
          + member("SecretAccessKey", keys.secretAccessKey())
          + member("Token", keys.sessionToken())
          + last("Expiration", keys.expiration());
    }
  };

  abstract String print(RoleKeys keys);

  /**
   * Whether every value means itself to a shell and in JSON, as all that AWS issues do; so no
   * answer of a metadata service can have a shell do anything.
   */
  static boolean isPlain(RoleKeys keys) {
    return isPlain(keys.accessKeyId())
        && isPlain(keys.secretAccessKey())
        && isPlain(keys.sessionToken())
        && isPlain(keys.expiration());
  }

  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && "/+=_.:-".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static String member(String name, String value) {
    return "  \"" + name + "\": \"" + value + "\",\n";
  }

  private static String last(String name, String value) {
    return "  \"" + name + "\": \"" + value + "\"\n}\n";
  }
}
