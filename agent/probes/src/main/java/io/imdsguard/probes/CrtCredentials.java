package io.imdsguard.probes;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.crt.auth.credentials.CredentialsProvider;
import software.amazon.awssdk.crt.auth.credentials.DefaultChainCredentialsProvider;
import software.amazon.awssdk.crt.auth.credentials.EcsCredentialsProvider;
import software.amazon.awssdk.crt.auth.credentials.ProfileCredentialsProvider;

/**
 * AWS CRT's own credentials providers: {@code CrtCredentials URL}, where the URL is that of the
 * role's credentials.
 */
public final class CrtCredentials {
  private CrtCredentials() {}

  public static void main(String[] arguments) throws Exception {
    Report.run("chain", url -> keys(CrtCredentials::chain, 2));
    Report.run("ecs", url -> keys(() -> ecs(url), 1), arguments[0]);
    Report.run("profile", url -> keys(CrtCredentials::profile, 1));
    System.exit(0);
  }

  /** How a provider is made. */
  private interface Making {
    CredentialsProvider make() throws Exception;
  }

  /** What a provider gives, however often it is asked; it comes to its end, too. */
  private static String keys(Making making, int times) throws Exception {
    CredentialsProvider provider = making.make();
    try {
      String keys = null;
      for (int i = 0; i < times; i++) {
        byte[] id = provider.getCredentials().get(20, TimeUnit.SECONDS).getAccessKeyId();
        keys = new String(id, StandardCharsets.US_ASCII);
      }
      return "200 " + keys;
    } finally {
      provider.close();
      provider.getShutdownCompleteFuture().get(20, TimeUnit.SECONDS);
    }
  }

  private static CredentialsProvider chain() {
    return new DefaultChainCredentialsProvider.DefaultChainCredentialsProviderBuilder().build();
  }

  private static CredentialsProvider ecs(String url) {
    URI uri = URI.create(url);
    return EcsCredentialsProvider.builder()
        .withHost(uri.getHost())
        .withPathAndQuery(uri.getPath())
        .build();
  }

  /** One that assumes a role with the instance's own. */
  private static CredentialsProvider profile() throws Exception {
    Path config = Files.createTempFile("aws", "config");
    Files.write(
        config,
        Collections.singletonList(
            "[default]\nrole_arn = arn:aws:iam::123456789012:role/other\nregion = eu-central-1\n"
                + "credential_source = Ec2InstanceMetadata"));
    try {
      return ProfileCredentialsProvider.builder()
          .withConfigFileNameOverride(config.toString())
          .build();
    } finally {
      Files.delete(config);
    }
  }
}
