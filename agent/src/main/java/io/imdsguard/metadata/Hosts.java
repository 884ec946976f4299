package io.imdsguard.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What metadata services are called on a command line: the well-known addresses and names at every
 * port, because a command line may not say it, and what settings and the policy name at its own.
 *
 * <p>Sources: Amazon EC2 user guide, "Use the Instance Metadata Service"; Amazon ECS developer
 * guide, "Task IAM role"; Amazon EKS user guide, "EKS Pod Identity"; Alibaba Cloud, "Instance
 * metadata"; Google Compute Engine, "About VM metadata"; Tencent Cloud, "Viewing instance
 * metadata"; IBM Cloud VPC, "About instance metadata". 169.254.169.254 is many clouds'; it is
 * called {@code ec2} here as at the gate.
 */
public final class Hosts {
  private static final String EC2 = "ec2";

  private Hosts() {}

  /**
   * All that counts.
   *
   * @param guarded the endpoints, whose addresses count
   * @param urls the URLs that were set, whose names count as they are written
   */
  public static List<Host> of(List<Endpoint> guarded, List<String> urls) {
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
      addName(hosts, url);
    }
    return hosts;
  }

  private static List<Host> wellKnown() {
    List<Host> hosts = new ArrayList<>();
    hosts.add(Host.at(EC2, 169, 254, 169, 254));
    hosts.add(Host.at(EC2, 0xfd, 0, 0x0e, 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0x54));
    hosts.add(Host.at("ecs", 169, 254, 170, 2));
    hosts.add(Host.at("eks", 169, 254, 170, 23));
    hosts.add(Host.at("eks", 0xfd, 0, 0x0e, 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x23));
    hosts.add(Host.at("alibaba", 100, 100, 100, 200));
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

  private static void addName(List<Host> hosts, String url) {
    try {
      EndpointUrl parsed = EndpointUrl.parse(url.trim());
      hosts.add(Host.named(EC2, parsed.host().toLowerCase(Locale.ROOT), parsed.port()));
    } catch (IllegalArgumentException e) {
      // Nothing is guarded of it; the operator has been told.
    }
  }
}
