package io.imdsguard.metadata;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * The metadata services that are guarded: the well-known addresses, and what settings name.
 *
 * <p>The settings are the AWS SDKs' {@code AWS_EC2_METADATA_SERVICE_ENDPOINT}, {@code
 * aws.ec2MetadataServiceEndpoint} and {@code com.amazonaws.sdk.ec2MetadataServiceEndpointOverride},
 * those for {@linkplain Container containers}, and the policy's {@code endpoints}.
 */
public final class Services {
  public static final String EC2 = "ec2";
  private static final int HTTP_PORT = 80;

  private static final byte[] LOOPBACK_IPV4 = {127, 0, 0, 1};
  private static final byte[] LOOPBACK_IPV6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  private Services() {}

  /**
   * The endpoints to guard: {@linkplain #wellKnown the well-known ones}, and each URL's addresses
   * that are not among them yet.
   *
   * <p>A URL is {@code http://host}, with a port if it is not 80; a path is ignored. A literal
   * address is used as it is, {@code localhost} is 127.0.0.1 and ::1, and any other name is looked
   * up in DNS, once, on the calling thread.
   *
   * @param endpointUrls the URLs; {@code null} and blank ones, which are settings that are not set,
   *     are skipped
   * @throws IllegalArgumentException if one is not such a URL or its name has no address; the
   *     message says which and what was expected
   */
  public static List<Endpoint> of(List<String> endpointUrls) {
    List<Endpoint> endpoints = wellKnown();
    for (int i = 0; i < endpointUrls.size(); i++) {
      String url = endpointUrls.get(i);
      if (url != null && !url.trim().isEmpty()) {
        add(endpoints, url);
      }
    }
    return endpoints;
  }

  /** Port 80 of EC2's, ECS's and EKS's addresses. */
  public static List<Endpoint> wellKnown() {
    List<Endpoint> endpoints = new ArrayList<>();
    for (WellKnown known : WellKnown.all()) {
      if (known.isGuarded()) {
        endpoints.add(new Endpoint(known.service(), known.address(), HTTP_PORT));
      }
    }
    return endpoints;
  }

  /**
   * Adds a URL's addresses that are not among the endpoints yet.
   *
   * @param endpoints what is there; its endpoints stay the same objects
   * @throws IllegalArgumentException as {@link #of}
   */
  public static void add(List<Endpoint> endpoints, String endpointUrl) {
    addAll(endpoints, EC2, EndpointUrl.parse(endpointUrl.trim()), null);
  }

  /**
   * Adds the addresses of a container's credentials. One that is there without credentials is
   * replaced by one with them; one that is EC2's stays that.
   *
   * @param endpoints what is there; nobody may have been given its endpoints yet
   * @throws IllegalArgumentException as {@link #of}
   */
  public static void add(List<Endpoint> endpoints, Container container) {
    addAll(endpoints, container.service(), EndpointUrl.parse(container.url()), container);
  }

  /**
   * Checks that a URL names a metadata service, without looking its host up.
   *
   * @throws IllegalArgumentException as {@link #of}
   */
  public static void check(String endpointUrl) {
    EndpointUrl.parse(endpointUrl.trim());
  }

  private static void addAll(
      List<Endpoint> endpoints, String service, EndpointUrl url, Container container) {
    if (url.host().equalsIgnoreCase("localhost")) {
      put(endpoints, new Endpoint(service, address(LOOPBACK_IPV4, 0), url.port(), container));
      put(endpoints, new Endpoint(service, address(LOOPBACK_IPV6, 0), url.port(), container));
      return;
    }
    InetAddress[] addresses;
    try {
      // For a literal address this only checks its form, see InetAddress#getAllByName.
      addresses = InetAddress.getAllByName(url.host());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "metadata endpoint '" + url + "': the host has no address: " + url.host(), e);
    }
    for (int i = 0; i < addresses.length; i++) {
      int scope =
          addresses[i] instanceof Inet6Address ? ((Inet6Address) addresses[i]).getScopeId() : 0;
      InetAddress own = address(addresses[i].getAddress(), scope);
      put(endpoints, new Endpoint(service, own, url.port(), container));
    }
  }

  private static void put(List<Endpoint> endpoints, Endpoint added) {
    for (int i = 0; i < endpoints.size(); i++) {
      Endpoint there = endpoints.get(i);
      if (there.port() == added.port() && there.address().equals(added.address())) {
        if (there.isContainers() && there.container() == null) {
          endpoints.set(
              i, new Endpoint(there.service(), added.address(), added.port(), added.container()));
        }
        return;
      }
    }
    endpoints.add(added);
  }

  private static InetAddress address(byte[] ip, int scope) {
    try {
      return scope > 0 ? Inet6Address.getByAddress(null, ip, scope) : InetAddress.getByAddress(ip);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an IP address", e);
    }
  }
}
