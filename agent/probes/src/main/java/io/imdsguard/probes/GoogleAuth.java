package io.imdsguard.probes;

import com.google.auth.oauth2.GoogleCredentials;

/** Google's application default credentials, which also look for Compute Engine. */
public final class GoogleAuth {
  private GoogleAuth() {}

  public static void main(String[] arguments) {
    Report.run("default-credentials", url -> token());
    System.exit(0);
  }

  private static String token() throws Exception {
    GoogleCredentials credentials = GoogleCredentials.getApplicationDefault();
    return "200 " + credentials.refreshAccessToken().getTokenValue();
  }
}
