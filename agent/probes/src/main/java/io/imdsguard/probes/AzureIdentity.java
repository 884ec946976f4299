package io.imdsguard.probes;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;

/**
 * Azure's default credential, which also looks for a managed identity; with the argument {@code
 * managed} also the managed identity's credential by itself.
 */
public final class AzureIdentity {
  private AzureIdentity() {}

  public static void main(String[] arguments) {
    Report.run("default-credential", url -> token(new DefaultAzureCredentialBuilder().build(), ""));
    if (arguments.length > 0) {
      Report.run(
          "managed-identity-credential",
          url -> token(new ManagedIdentityCredentialBuilder().build(), "2"));
    }
    System.exit(0);
  }

  /** A token for another resource is another token: one is not taken from the other's cache. */
  private static String token(TokenCredential credential, String resource) {
    TokenRequestContext scope =
        new TokenRequestContext()
            .addScopes("https://management" + resource + ".azure.com/.default");
    return "200 " + credential.getTokenSync(scope).getToken();
  }
}
