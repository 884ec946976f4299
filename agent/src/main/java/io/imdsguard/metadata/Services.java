package io.imdsguard.metadata;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The metadata services that are guarded: EC2's two addresses, and what settings name.
 *
 * <p>Source: Amazon EC2 user guide, "Configure the Instance Metadata Service options". The settings
 * are the AWS SDKs' {@code AWS_EC2_METADATA_SERVICE_ENDPOINT}, {@code
 * aws.ec2MetadataServiceEndpoint} and {@code com.amazonaws.sdk.ec2MetadataServiceEndpointOverride},
 * and the policy's {@code endpoints}.
 */
public final class Services {
  private static final String EC2 = "ec2";
  private static final int HTTP_PORT = 80;
  private static final byte[] EC2_IPV4 = {(byte) 169, (byte) 254, (byte) 169, (byte) 254};

  /** fd00:ec2::254. */
  private static final byte[] EC2_IPV6 = {
    (byte) 0xfd, 0, 0x0e, (byte) 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54
  };

  private static final byte[] LOOPBACK_IPV4 = {127, 0, 0, 1};
  private static final byte[] LOOPBACK_IPV6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  private Services() {}

  /**
   * The endpoints to guard: 169.254.169.254:80, [fd00:ec2::254]:80, and each URL's addresses that
   * are not among them yet.
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
    List<Endpoint> endpoints = new ArrayList<>();
    addUnlessThere(endpoints, EC2_IPV4, 0, HTTP_PORT);
    addUnlessThere(endpoints, EC2_IPV6, 0, HTTP_PORT);
    for (int i = 0; i < endpointUrls.size(); i++) {
      String url = endpointUrls.get(i);
      if (url != null && !url.trim().isEmpty()) {
        EndpointUrl parsed = EndpointUrl.parse(url.trim());
        addAll(endpoints, parsed);
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
    addAll(endpoints, EndpointUrl.parse(endpointUrl.trim()));
  }

  /**
   * Checks that a URL names a metadata service, without looking its host up.
   *
   * @throws IllegalArgumentException as {@link #of}
   */
  public static void check(String endpointUrl) {
    EndpointUrl.parse(endpointUrl.trim());
  }

  private static void addAll(List<Endpoint> endpoints, EndpointUrl url) {
    if (url.host().equalsIgnoreCase("localhost")) {
      addUnlessThere(endpoints, LOOPBACK_IPV4, 0, url.port());
      addUnlessThere(endpoints, LOOPBACK_IPV6, 0, url.port());
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
      addUnlessThere(endpoints, addresses[i].getAddress(), scope, url.port());
    }
  }

  private static void addUnlessThere(List<Endpoint> endpoints, byte[] ip, int scope, int port) {
    for (int i = 0; i < endpoints.size(); i++) {
      Endpoint there = endpoints.get(i);
      if (there.port() == port && Arrays.equals(there.address().getAddress(), ip)) {
        return;
      }
    }
    endpoints.add(new Endpoint(EC2, privateAddress(ip, scope), port));
  }

  private static InetAddress privateAddress(byte[] ip, int scope) {
    try {
      return scope > 0 ? Inet6Address.getByAddress(null, ip, scope) : InetAddress.getByAddress(ip);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an IP address", e);
    }
  }
}
