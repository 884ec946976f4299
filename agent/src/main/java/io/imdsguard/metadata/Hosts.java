package io.imdsguard.metadata;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What metadata services are called on a command line: the well-known addresses and names at every
 * port, because a command line may not say it, and what settings and the policy name at its own.
 *
 * <p>Sources of the names: Amazon EC2 user guide, "Use the Instance Metadata Service"; Google
 * Compute Engine, "About VM metadata"; Tencent Cloud, "Viewing instance metadata"; IBM Cloud VPC,
 * "About instance metadata".
 */
public final class Hosts {
  private static final String EC2 = "ec2";

  private Hosts() {}

  /**
   * All that counts.
   *
   * @param guarded the endpoints, whose addresses count
   * @param urls the URLs that were set for EC2, whose names count as they are written
   */
  public static List<Host> of(List<Endpoint> guarded, List<String> urls) {
    return of(guarded, urls, Collections.<Container>emptyList());
  }

  /**
   * All that counts.
   *
   * @param guarded the endpoints, whose addresses count
   * @param urls the URLs that were set for EC2, whose names count as they are written
   * @param containers what is set for containers, whose URLs' names count as well
   */
  public static List<Host> of(
      List<Endpoint> guarded, List<String> urls, List<Container> containers) {
    List<Host> hosts = wellKnown();
    for (Endpoint endpoint : guarded) {
      if (!isWellKnown(hosts, endpoint)) {
        hosts.add(Host.of(endpoint));
        if (endpoint.address().isLoopbackAddress()) {
          hosts.add(Host.named(endpoint.service(), "localhost", endpoint.port()));
        }
      }
    }
    for (String url : urls) {
      addName(hosts, EC2, url);
    }
    for (Container container : containers) {
      addName(hosts, container.service(), container.url());
    }
    return hosts;
  }

  private static List<Host> wellKnown() {
    List<Host> hosts = new ArrayList<>();
    for (WellKnown known : WellKnown.all()) {
      hosts.add(Host.of(known));
    }
    hosts.add(Host.named(EC2, "instance-data"));
    hosts.add(Host.named(EC2, "instance-data.ec2.internal"));
    hosts.add(Host.named("gcp", "metadata"));
    hosts.add(Host.named("gcp", "metadata.goog"));
    hosts.add(Host.named("gcp", "metadata.google.internal"));
    hosts.add(Host.named("tencent", "metadata.tencentyun.com"));
    hosts.add(Host.named("ibm", "api.metadata.cloud.ibm.com"));
    return hosts;
  }

  private static boolean isWellKnown(List<Host> hosts, Endpoint endpoint) {
    byte[] address = endpoint.address().getAddress();
    for (Host host : hosts) {
      if (host.port() == 0 && host.isAt(address)) {
        return true;
      }
    }
    return false;
  }

  private static void addName(List<Host> hosts, String service, String url) {
    try {
      EndpointUrl parsed = EndpointUrl.parse(url.trim());
      hosts.add(Host.named(service, parsed.host().toLowerCase(Locale.ROOT), parsed.port()));
    } catch (IllegalArgumentException e) {
      // Nothing is guarded of it; the operator has been told.
    }
  }
}
