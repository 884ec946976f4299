package io.imdsguard.metadata;

import java.util.Locale;

/**
 * What metadata paths yield, on every cloud that answers at a guarded address. Matched without
 * regard to case, and a folder that a service answers with all that is in it yields the worst of
 * that: the query that asks for it is no part of a path.
 *
 * <p>Sources: Amazon EC2 user guide, "Instance metadata categories"; the metadata documentation of
 * Amazon ECS and EKS, Google Compute Engine, Azure, OCI, Alibaba Cloud, Tencent Cloud, IBM Cloud
 * VPC, Huawei Cloud, OpenStack, NAVER Cloud, DigitalOcean, Hetzner and Scaleway.
 */
public final class MetadataPaths {
  private static final String DATA = "/latest/meta-data/";
  private static final String GCP = "/computemetadata/*";

  /** EC2 and those who took its API over, then Huawei Cloud. */
  private static final PathTable TOKEN =
      PathTable.exactly("/latest/api/token", "/meta-data/latest/api/token");

  private static final PathTable INSTANCE_PROFILE = PathTable.exactly(DATA + "iam/info");

  private static final PathTable CREDENTIALS =
      PathTable.andBelow(
          // What EC2 may yet put beside iam/ is taken for keys until it is known not to be.
          DATA + "iam*",
          DATA + "identity-credentials",
          DATA + "managed-ssh-keys",
          // Alibaba Cloud, Tencent Cloud
          DATA + "ram",
          DATA + "cam",
          // ECS, EKS Pod Identity
          "/v1/credentials",
          "/v2/credentials",
          // Azure: managed identities, App Service, the goal state with its certificates
          "/metadata/identity",
          "/msi/token",
          "/machine",
          // GCP; GKE keeps a node's bootstrap keys in kube-env
          GCP + "/instance/service-accounts",
          GCP + "/instance/attributes/kube-env",
          "/0.1/meta-data",
          // OCI
          "/opc/*/identity",
          // IBM Cloud VPC
          "/instance_identity",
          "/identity/v1",
          // Huawei Cloud, OpenStack
          "/openstack/*/securitykey",
          "/openstack/*/password");

  /** With {@code ?recursive=true} GCP answers with everything below, access tokens too. */
  private static final PathTable CREDENTIALS_INSIDE =
      PathTable.exactly(
          "/computemetadata", GCP, GCP + "/instance", GCP + "/instance/attributes", "/0.1");

  private static final PathTable USER_DATA =
      PathTable.andBelow(
          "/latest/user-data",
          "/metadata/instance/compute/userdata",
          "/metadata/instance/compute/customdata",
          GCP + "/instance/attributes",
          GCP + "/project/attributes",
          "/opc/*/instance/metadata",
          "/opc/*/instance/extendedmetadata",
          "/metadata/v1/instance/initialization",
          "/openstack/*/user_data",
          "/openstack/*/vendor_data*",
          "/metadata/v1/user-data",
          "/metadata/v1/vendor-data",
          "/metadata/v1.json",
          "/hetzner/*/userdata",
          "/user_data");

  /** Azure, OCI and GCP answer these with a document that holds the user data. */
  private static final PathTable USER_DATA_INSIDE =
      PathTable.exactly(
          "/metadata/instance", "/metadata/instance/compute", "/opc/*/instance", GCP + "/project");

  private static final PathTable IDENTITY =
      PathTable.andBelow(
          "/latest/dynamic/instance-identity",
          "/metadata/instance",
          "/metadata/attested",
          "/metadata/v1",
          "/openstack/*/meta_data*",
          "/opc/*/instance",
          "/hetzner/*/metadata",
          "/conf");

  /** Where the AWS SDKs read the region; no other cloud's code reads its region here. */
  private static final PathTable REGION =
      PathTable.exactly(
          DATA + "placement/region",
          DATA + "placement/availability-zone",
          "/latest/dynamic/instance-identity/document");

  private MetadataPaths() {}

  /** The kind of a canonical path, without a query. */
  public static Kind kindOf(String canonicalPath) {
    String path = canonicalPath.toLowerCase(Locale.ROOT);
    if (TOKEN.holds(path)) {
      return Kind.TOKEN;
    }
    if (INSTANCE_PROFILE.holds(path)) {
      return Kind.IDENTITY;
    }
    if (CREDENTIALS.holds(path) || CREDENTIALS_INSIDE.holds(path)) {
      return Kind.CREDENTIALS;
    }
    if (USER_DATA.holds(path) || USER_DATA_INSIDE.holds(path)) {
      return Kind.USER_DATA;
    }
    return IDENTITY.holds(path) ? Kind.IDENTITY : Kind.OTHER;
  }

  /** Whether an AWS SDK reads the region from this path. */
  public static boolean isRegion(String canonicalPath) {
    return REGION.holds(canonicalPath);
  }
}
