package io.imdsguard.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * AWS STS: {@code AssumeRole} for whoever signs with keys that another simulator handed out. Rules
 * and shapes from the AWS Security Token Service API reference. Thread-safe.
 */
public final class Sts implements Site {
  private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
  private static final String FORM = "application/x-www-form-urlencoded";

  private final SigV4 signatures;
  private final Secrets secrets;
  private final Clock clock;
  private final List<AssumeRoleRequest> granted = new CopyOnWriteArrayList<>();
  private final List<String> accessKeyIds = new CopyOnWriteArrayList<>();
  private volatile String role;
  private volatile Duration lifetime;

  Sts(String region, SigV4.Issuer issuer, State state) {
    this.signatures = new SigV4("sts", region, issuer, state.clock);
    this.secrets = state.secrets;
    this.clock = state.clock;
  }

  /** Lets this role alone be assumed; at first any may be. */
  public Sts onlyRole(String arn) {
    role = arn;
    return this;
  }

  /** Sets how long credentials really last; {@code null}, the default, for as long as asked. */
  public Sts lifetime(Duration real) {
    lifetime = real;
    return this;
  }

  /** What was granted, oldest first. */
  public List<AssumeRoleRequest> granted() {
    return List.copyOf(granted);
  }

  /** The access key ids that were handed out, in the same order. */
  public List<String> accessKeyIds() {
    return List.copyOf(accessKeyIds);
  }

  @Override
  public boolean serves(RecordedRequest request) {
    return true;
  }

  @Override
  public Answer answer(RecordedRequest request) {
    String type = request.header("Content-Type");
    if (!request.method().equals("POST")
        || !request.target().equals("/")
        || type == null
        || !type.startsWith(FORM)) {
      return error(400, "InvalidAction", "a form posted to / is expected");
    }
    try {
      signatures.verify(request, authority(request));
    } catch (SigV4.Refusal e) {
      return error(403, e.code(), e.getMessage());
    }
    try {
      return grant(AssumeRoleRequest.read(request));
    } catch (SigV4.Refusal e) {
      return error(400, e.code(), e.getMessage());
    }
  }

  private Answer grant(AssumeRoleRequest asked) {
    if (role != null && !role.equals(asked.roleArn())) {
      return error(403, "AccessDenied", "not authorized to perform: sts:AssumeRole");
    }
    Duration real = lifetime == null ? Duration.ofSeconds(asked.durationSeconds()) : lifetime;
    Instant end = clock.instant().plus(real).truncatedTo(ChronoUnit.MILLIS);
    String accessKeyId = secrets.accessKeyId();
    accessKeyIds.add(accessKeyId);
    granted.add(asked);
    String name = asked.roleArn().substring(asked.roleArn().lastIndexOf('/') + 1);
    String arn = "arn:aws:sts::" + InstanceProfile.ACCOUNT + ":assumed-role/" + name;
    String credentials =
        element("AccessKeyId", accessKeyId)
            + element("SecretAccessKey", secrets.mint("SIMSCOPEDKEY", 40))
            + element("SessionToken", secrets.mint("SIMSCOPEDTOKEN", 372))
            + element("Expiration", end.toString());
    String user =
        element("AssumedRoleId", "AROASIMULATEDROLE0000:" + asked.sessionName())
            + element("Arn", arn + "/" + asked.sessionName());
    String result =
        element("AssumedRoleUser", user)
            + element("Credentials", credentials)
            + (asked.policy() == null ? "" : element("PackedPolicySize", "6"));
    return document(200, "AssumeRoleResponse", element("AssumeRoleResult", result) + metadata());
  }

  private static Answer error(int status, String code, String message) {
    String error =
        element("Type", "Sender") + element("Code", code) + element("Message", escaped(message));
    return document(
        status,
        "ErrorResponse",
        element("Error", error) + element("RequestId", UUID.randomUUID().toString()));
  }

  private static String metadata() {
    return element("ResponseMetadata", element("RequestId", UUID.randomUUID().toString()));
  }

  private static Answer document(int status, String root, String content) {
    String xml = "<" + root + " xmlns=\"" + NAMESPACE + "\">\n" + content + "</" + root + ">\n";
    return Answer.of(status, "text/xml", xml);
  }

  private static String element(String name, String content) {
    return "  <" + name + ">" + content + "</" + name + ">\n";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** The address that the request came to as a {@code Host} field says it, or its name. */
  private static String authority(RecordedRequest request) {
    String host = request.local().getAddress().getHostAddress();
    int port = request.local().getPort();
    boolean named = ("localhost:" + port).equals(request.header("Host"));
    return (named ? "localhost" : host) + ":" + port;
  }
}
