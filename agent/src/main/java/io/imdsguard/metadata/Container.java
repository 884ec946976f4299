package io.imdsguard.metadata;

/**
 * Where a container finds its credentials, as its environment says. Immutable.
 *
 * <p>Sources: Amazon ECS developer guide, "Task IAM role"; Amazon EKS user guide, "EKS Pod
 * Identity"; AWS SDKs and Tools reference guide, "Container credential provider".
 */
public final class Container {
  private static final String ECS = "ecs";
  private static final String EKS = "eks";

  private final String service;
  private final String url;
  private final String target;
  private final Authorization authorization;

  private Container(String service, String url, String target, Authorization authorization) {
    this.service = service;
    this.url = url;
    this.target = target;
    this.authorization = authorization;
  }

  /**
   * ECS: {@code AWS_CONTAINER_CREDENTIALS_RELATIVE_URI}.
   *
   * @param endpointUrl the service, such as {@code http://169.254.170.2}
   * @param relativeUri the path, with a query if it has one
   * @throws IllegalArgumentException if the two make no URL; the message does not repeat the path,
   *     of which some are capabilities
   */
  public static Container relative(
      String endpointUrl, String relativeUri, Authorization authorization) {
    if (!relativeUri.startsWith("/")) {
      throw new IllegalArgumentException(
          "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: expected a path from the root");
    }
    EndpointUrl.parse(endpointUrl);
    return new Container(ECS, endpointUrl, relativeUri, authorization);
  }

  /**
   * EKS Pod Identity, and whatever else speaks its protocol: {@code
   * AWS_CONTAINER_CREDENTIALS_FULL_URI}.
   *
   * @throws IllegalArgumentException if it is not {@code http://host[:port][/path]}
   */
  public static Container full(String url, Authorization authorization) {
    EndpointUrl parsed = EndpointUrl.parse(url);
    return new Container(EKS, url, parsed.target(), authorization);
  }

  /** The service's short name, unless its address is a well-known one of another service. */
  public String service() {
    return service;
  }

  /** A URL of the service. */
  public String url() {
    return url;
  }

  /** The path, and the query if there is one, that the credentials are asked for with. */
  public String target() {
    return target;
  }

  Authorization authorization() {
    return authorization;
  }
}
