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
 * AWS CRT's own credentials providers: {@code CrtCredentials URL chain|ecs|profile…}, where the URL
 * is that of the role's credentials.
 */
public final class CrtCredentials {
  private CrtCredentials() {}

  public static void main(String[] arguments) throws Exception {
    for (int i = 1; i < arguments.length; i++) {
      String kind = arguments[i];
      Report.run(kind, url -> keys(kind, url), arguments[0]);
    }
    System.exit(0);
  }

  private static CredentialsProvider provider(String kind, String url) throws Exception {
    switch (kind) {
      case "chain":
        return new DefaultChainCredentialsProvider.DefaultChainCredentialsProviderBuilder().build();
      case "ecs":
        return ecs(url);
      default:
        return profile();
    }
  }

  /** What a provider gives, the second time too; it comes to its end. */
  private static String keys(String kind, String url) throws Exception {
    CredentialsProvider provider = provider(kind, url);
    try {
      String keys = null;
      for (int i = 0; i < 2; i++) {
        byte[] id = provider.getCredentials().get(20, TimeUnit.SECONDS).getAccessKeyId();
        keys = new String(id, StandardCharsets.US_ASCII);
      }
      return "200 " + keys;
    } finally {
      provider.close();
      provider.getShutdownCompleteFuture().get(20, TimeUnit.SECONDS);
    }
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
