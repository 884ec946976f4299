package io.imdsguard.probes;

import com.microsoft.aad.msal4j.ManagedIdentityApplication;
import com.microsoft.aad.msal4j.ManagedIdentityId;
import com.microsoft.aad.msal4j.ManagedIdentityParameters;

/** A managed identity by MSAL for Java alone. */
public final class Msal {
  private Msal() {}

  public static void main(String[] arguments) {
    Report.run("managed-identity-application", url -> token());
    System.exit(0);
  }

  private static String token() throws Exception {
    ManagedIdentityApplication application =
        ManagedIdentityApplication.builder(ManagedIdentityId.systemAssigned()).build();
    ManagedIdentityParameters resource =
        ManagedIdentityParameters.builder("https://management.azure.com").build();
    return "200 " + application.acquireTokenForManagedIdentity(resource).get().accessToken();
  }
}
