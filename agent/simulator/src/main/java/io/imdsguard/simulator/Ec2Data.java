package io.imdsguard.simulator;

import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** What EC2 knows about the simulated instance, the same under every version. Thread-safe. */
final class Ec2Data {
  private static final String MAC = "06:1a:2b:3c:4d:5e";
  private static final String INSTANCE = "i-0123456789abcdef0";
  private static final String AMI = "ami-0abcdef1234567890";
  private static final String IP = "10.0.0.160";
  private static final String TASK_ROLE = "0123456789abcdef0123456789abcdef-TaskApplication";

  private final State state;
  private final String region;
  private final String pendingTime;
  private final String signature;
  private final String pkcs7;
  private final String rsa2048;

  Ec2Data(State state, String region) {
    this.state = state;
    this.region = region;
    this.pendingTime = state.clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    this.signature = state.secrets.mint("SIMSIGNATURE", 172);
    this.pkcs7 = state.secrets.mint("SIMPKCS7", 1024);
    this.rsa2048 = state.secrets.mint("SIMRSA2048", 1400);
  }

  /**
   * Reads a document or a listing.
   *
   * @param resource what follows the version, such as {@code /meta-data/ami-id}
   * @return {@code null} if there is nothing
   */
  String read(String resource) {
    if (resource.equals("/")) {
      return null;
    }
    String path = resource.isEmpty() ? "" : resource.substring(1);
    return tree().read(path);
  }

  private Tree tree() {
    Tree tree = new Tree();
    putPlain(tree);
    putNetwork(tree);
    putRole(tree);
    tree.put("dynamic/instance-identity/document", this::identityDocument);
    tree.put("dynamic/instance-identity/signature", signature);
    tree.put("dynamic/instance-identity/pkcs7", pkcs7);
    tree.put("dynamic/instance-identity/rsa2048", rsa2048);
    String userData = state.userData;
    tree.put("", "dynamic\nmeta-data" + (userData == null ? "" : "\nuser-data"));
    if (userData != null) {
      tree.put("user-data", userData);
    }
    return tree;
  }

  private void putPlain(Tree tree) {
    tree.put("meta-data/ami-id", AMI)
        .put("meta-data/ami-launch-index", "0")
        .put("meta-data/ami-manifest-path", "(unknown)")
        .put("meta-data/block-device-mapping/ami", "/dev/xvda")
        .put("meta-data/block-device-mapping/root", "/dev/xvda")
        .put("meta-data/instance-action", "none")
        .put("meta-data/instance-id", INSTANCE)
        .put("meta-data/instance-life-cycle", "on-demand")
        .put("meta-data/instance-type", "m7i.large")
        .put("meta-data/managed-ssh-keys/signer-cert", "simulated certificate")
        .put("meta-data/placement/availability-zone", region + "a")
        .put("meta-data/placement/region", region)
        .put("meta-data/profile", "default-hvm")
        .put("meta-data/public-keys", "0=demo-key")
        .put("meta-data/public-keys/0", "openssh-key")
        .put("meta-data/public-keys/0/openssh-key", "ssh-ed25519 AAAAC3Nz demo-key")
        .put("meta-data/reservation-id", "r-0123456789abcdef0")
        .put("meta-data/security-groups", "default")
        .put("meta-data/services/domain", "amazonaws.com")
        .put("meta-data/services/partition", "aws")
        .put("meta-data/tags/instance/Name", "demo");
  }

  private void putNetwork(Tree tree) {
    String name = "ip-10-0-0-160." + region + ".compute.internal";
    String mac = "meta-data/network/interfaces/macs/" + MAC;
    tree.put("meta-data/hostname", name)
        .put("meta-data/local-hostname", name)
        .put("meta-data/local-ipv4", IP)
        .put("meta-data/mac", MAC)
        .put(mac + "/device-number", "0")
        .put(mac + "/local-ipv4s", IP)
        .put(mac + "/owner-id", InstanceProfile.ACCOUNT)
        .put(mac + "/vpc-id", "vpc-0123456789abcdef0");
  }

  private void putRole(Tree tree) {
    InstanceProfile profile = state.profile;
    String role = profile.role();
    if (role != null) {
      tree.put("meta-data/iam/info", profile::info)
          .put("meta-data/iam/security-credentials/" + role, () -> profile.document(false));
      if (profile.extended()) {
        tree.put(
            "meta-data/iam/security-credentials-extended/" + role, () -> profile.document(true));
      }
    }
    String identity = "meta-data/identity-credentials/ec2/";
    tree.put(identity + "info", this::identityInfo)
        .put(identity + "security-credentials/ec2-instance", () -> document(state.identityKeys))
        .put(
            "meta-data/iam-ecs-XYZ/security-credentials/" + TASK_ROLE,
            () -> document(state.taskKeys));
  }

  private static String document(KeyRing keys) {
    return InstanceProfile.document(keys.current());
  }

  private String identityInfo() {
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("Code", "Success");
    info.put("LastUpdated", state.identityKeys.current().lastUpdated().toString());
    info.put("AccountId", InstanceProfile.ACCOUNT);
    return Json.write(info);
  }

  private String identityDocument() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("accountId", InstanceProfile.ACCOUNT);
    document.put("architecture", "x86_64");
    document.put("availabilityZone", region + "a");
    document.put("billingProducts", null);
    document.put("devpayProductCodes", null);
    document.put("marketplaceProductCodes", null);
    document.put("imageId", AMI);
    document.put("instanceId", INSTANCE);
    document.put("instanceType", "m7i.large");
    document.put("kernelId", null);
    document.put("pendingTime", pendingTime);
    document.put("privateIp", IP);
    document.put("ramdiskId", null);
    document.put("region", region);
    document.put("version", "2017-09-30");
    return Json.write(document);
  }
}
