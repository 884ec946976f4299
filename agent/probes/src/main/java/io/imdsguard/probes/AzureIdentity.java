package io.imdsguard.probes;

import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.DefaultAzureCredentialBuilder;

/** Azure's default credential, which also looks for a managed identity. */
public final class AzureIdentity {
  private AzureIdentity() {}

  public static void main(String[] arguments) {
    Report.run("default-credential", url -> token());
    System.exit(0);
  }

  private static String token() {
    TokenRequestContext scope =
        new TokenRequestContext().addScopes("https://management.azure.com/.default");
    return "200 " + new DefaultAzureCredentialBuilder().build().getTokenSync(scope).getToken();
  }
}
