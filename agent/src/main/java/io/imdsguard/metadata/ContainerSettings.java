package io.imdsguard.metadata;

import java.util.ArrayList;
import java.util.List;

/**
 * Where this JVM's environment says that a container's credentials are. The names are the AWS SDKs'
 * ({@code software.amazon.awssdk.core.SdkSystemSetting}, {@code
 * com.amazonaws.auth.ContainerCredentialsProvider}); a system property wins, as it does for them.
 */
public final class ContainerSettings {
  private static final String ECS = "http://169.254.170.2";

  private ContainerSettings() {}

  /**
   * What is set, none, one or two: the relative URI is the one that the SDKs use then.
   *
   * @param complaints where to say what is wrong with a setting
   */
  public static List<Container> read(List<String> complaints) {
    List<Container> containers = new ArrayList<>();
    String relative =
        setting("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "aws.containerCredentialsPath");
    String full = setting("AWS_CONTAINER_CREDENTIALS_FULL_URI", "aws.containerCredentialsFullUri");
    Authorization authorization =
        new Authorization(
            setting("AWS_CONTAINER_AUTHORIZATION_TOKEN", "aws.containerAuthorizationToken"),
            setting(
                "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "aws.containerAuthorizationTokenFile"));
    try {
      if (relative != null) {
        String ecs = setting("AWS_CONTAINER_SERVICE_ENDPOINT", "aws.containerServiceEndpoint");
        containers.add(Container.relative(ecs == null ? ECS : ecs, relative, authorization));
      }
      if (full != null) {
        containers.add(Container.full(full, authorization));
      }
    } catch (IllegalArgumentException e) {
      complaints.add(e.getMessage());
    }
    return containers;
  }

  private static String setting(String variable, String property) {
    String value = System.getProperty(property);
    if (value == null) {
      value = System.getenv(variable);
    }
    return value == null || value.trim().isEmpty() ? null : value.trim();
  }
}
