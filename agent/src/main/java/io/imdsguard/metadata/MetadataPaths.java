package io.imdsguard.metadata;

import java.util.Locale;

/**
 * What metadata paths yield, on every cloud that answers at a guarded address. Matched without
 * regard to case, and the parent of a secret counts as secret where a service lists or dumps a
 * whole tree: too wide is safe.
 *
 * <p>Sources: Amazon EC2 user guide, "Instance metadata categories"; the metadata documentation of
 * Amazon ECS and EKS, Google Compute Engine, Azure, OCI, Alibaba Cloud, Tencent Cloud, IBM Cloud
 * VPC, Huawei Cloud, OpenStack, NAVER Cloud, DigitalOcean, Hetzner and Scaleway.
 */
public final class MetadataPaths {
  private static final String DATA = "/latest/meta-data/";

  /** The part before the star and the part after it; the star is one segment. */
  private static final String[][] VERSIONED_CREDENTIALS = {
    {"/openstack/", "/securitykey"}, {"/openstack/", "/password"}, {"/opc/", "/identity"},
  };

  private static final String[][] VERSIONED_USER_DATA = {
    {"/openstack/", "/user_data"},
    {"/openstack/", "/vendor_data"},
    {"/opc/", "/instance/metadata"},
    {"/hetzner/", "/userdata"},
  };

  private static final String[][] VERSIONED_IDENTITY = {
    {"/openstack/", "/meta_data"}, {"/opc/", "/instance"}, {"/hetzner/", "/metadata"},
  };

  private static final String[] CREDENTIALS = {
    DATA + "iam",
    DATA + "identity-credentials",
    DATA + "managed-ssh-keys",
    DATA + "ram",
    DATA + "cam",
    "/metadata/identity",
    "/instance_identity",
    "/identity/v1",
    "/v1/credentials",
    "/v2/credentials",
    // ?recursive=true dumps everything below any of them, and no query is part of a path.
    "/computemetadata",
    "/0.1/meta-data",
  };

  private static final String[] USER_DATA = {
    "/latest/user-data",
    "/metadata/instance/compute/userdata",
    "/metadata/instance/compute/customdata",
    "/metadata/v1/user-data",
    "/metadata/v1.json",
    "/metadata/v1/instance/initialization",
    "/user_data",
  };

  private static final String[] IDENTITY = {
    "/latest/dynamic/instance-identity",
    "/metadata/instance",
    "/metadata/attested",
    "/metadata/v1",
    "/conf",
  };

  private MetadataPaths() {}

  /** The kind of a canonical path, without a query. */
  public static Kind kindOf(String canonicalPath) {
    String path = canonicalPath.toLowerCase(Locale.ROOT);
    if (path.equals("/latest/api/token")) {
      return Kind.TOKEN;
    }
    if (path.equals(DATA + "iam/info") || path.equals(DATA + "iam/info/")) {
      return Kind.IDENTITY;
    }
    if (begins(path, CREDENTIALS) || begins(path, VERSIONED_CREDENTIALS)) {
      return Kind.CREDENTIALS;
    }
    if (begins(path, USER_DATA) || begins(path, VERSIONED_USER_DATA)) {
      return Kind.USER_DATA;
    }
    return begins(path, IDENTITY) || begins(path, VERSIONED_IDENTITY) ? Kind.IDENTITY : Kind.OTHER;
  }

  /** Whether an AWS SDK reads the region from this path. */
  public static boolean isRegion(String path) {
    return path.equals(DATA + "placement/region")
        || path.equals(DATA + "placement/availability-zone")
        || path.equals("/latest/dynamic/instance-identity/document");
  }

  private static boolean begins(String path, String[] prefixes) {
    for (String prefix : prefixes) {
      if (path.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private static boolean begins(String path, String[][] versioned) {
    for (String[] around : versioned) {
      int version = around[0].length();
      int end = path.startsWith(around[0]) ? path.indexOf('/', version) : -1;
      if (end >= 0 && path.startsWith(around[1], end)) {
        return true;
      }
    }
    return false;
  }
}
