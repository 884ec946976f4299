package io.imdsguard.metadata;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * An address that is a metadata service's on every machine. Immutable.
 *
 * <p>Sources: Amazon EC2 user guide, "Use the Instance Metadata Service"; Amazon ECS developer
 * guide, "Task IAM role"; Amazon EKS user guide, "EKS Pod Identity"; Alibaba Cloud, "Instance
 * metadata". 169.254.169.254 is many clouds'; it is called {@code ec2} here as at the gate.
 */
final class WellKnown {
  private static final List<WellKnown> ALL;

  static {
    List<WellKnown> all = new ArrayList<>();
    all.add(new WellKnown("ec2", true, 169, 254, 169, 254));
    all.add(new WellKnown("ec2", true, 0xfd, 0, 0x0e, 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0x54));
    all.add(new WellKnown("ecs", true, 169, 254, 170, 2));
    all.add(new WellKnown("eks", true, 169, 254, 170, 23));
    all.add(new WellKnown("eks", true, 0xfd, 0, 0x0e, 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x23));
    all.add(new WellKnown("alibaba", false, 100, 100, 100, 200));
    ALL = Collections.unmodifiableList(all);
  }

  private final String service;
  private final boolean guarded;
  private final byte[] address;

  private WellKnown(String service, boolean guarded, int... address) {
    this.service = service;
    this.guarded = guarded;
    this.address = new byte[address.length];
    for (int i = 0; i < address.length; i++) {
      this.address[i] = (byte) address[i];
    }
  }

  static List<WellKnown> all() {
    return ALL;
  }

  /** The service's short name, such as {@code ec2}. */
  String service() {
    return service;
  }

  /** Whether connections to its port 80 are guarded; a command line that names it always is. */
  boolean isGuarded() {
    return guarded;
  }

  /** A new instance of the address. */
  InetAddress address() {
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
