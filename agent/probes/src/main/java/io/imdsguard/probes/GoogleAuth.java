package io.imdsguard.probes;

import com.google.auth.oauth2.ComputeEngineCredentials;
import com.google.auth.oauth2.GoogleCredentials;

/**
 * Google's application default credentials, which also look for Compute Engine; with the argument
 * {@code compute} also Compute Engine's by themselves.
 */
public final class GoogleAuth {
  private GoogleAuth() {}

  public static void main(String[] arguments) {
    Report.run("default-credentials", url -> token(GoogleCredentials.getApplicationDefault()));
    if (arguments.length > 0) {
      Report.run("compute-engine-credentials", url -> token(ComputeEngineCredentials.create()));
    }
    System.exit(0);
  }

  private static String token(GoogleCredentials credentials) throws Exception {
    return "200 " + credentials.refreshAccessToken().getTokenValue();
  }
}
