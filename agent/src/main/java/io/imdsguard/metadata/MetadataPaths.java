package io.imdsguard.metadata;

import java.util.Locale;

/** What metadata paths yield; matched without regard to case, because too wide is safe. */
public final class MetadataPaths {
  private static final String DATA = "/latest/meta-data/";
  private static final String[] CREDENTIALS = {
    DATA + "iam",
    DATA + "identity-credentials/",
    DATA + "managed-ssh-keys/",
    DATA + "ram/",
    DATA + "cam/",
    "/metadata/identity/",
    "/instance_identity/",
    "/identity/v1/",
    "/v1/credentials",
    "/v2/credentials",
    "/computemetadata/",
  };

  private MetadataPaths() {}

  /** The kind of a canonical path. */
  public static Kind kindOf(String canonicalPath) {
    String path = canonicalPath.toLowerCase(Locale.ROOT);
    if (path.equals("/latest/api/token")) {
      return Kind.TOKEN;
    }
    if (path.equals(DATA + "iam/info") || path.startsWith("/latest/dynamic/instance-identity")) {
      return Kind.IDENTITY;
    }
    if (path.startsWith("/latest/user-data")) {
      return Kind.USER_DATA;
    }
    for (String prefix : CREDENTIALS) {
      if (path.startsWith(prefix)) {
        return Kind.CREDENTIALS;
      }
    }
    return Kind.OTHER;
  }

  /** Whether an SDK reads the region from this path. */
  public static boolean isRegion(String path) {
    return path.equals(DATA + "placement/region")
        || path.equals(DATA + "placement/availability-zone")
        || path.equals("/latest/dynamic/instance-identity/document");
  }
}
