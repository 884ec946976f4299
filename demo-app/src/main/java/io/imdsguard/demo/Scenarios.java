package io.imdsguard.demo;

import io.imdsguard.demo.Outcome.Kind;
import io.imdsguard.simulator.Simulator;
import io.imdsguard.simulator.TokenMode;
import java.net.URI;
import java.util.List;

/** The attacks and the honest calls. */
final class Scenarios {
  static final String ROLE = "demo-role";
  private static final String KEYS = "/latest/meta-data/iam/security-credentials/" + ROLE;
  private static final String TOKEN = "X-aws-ec2-metadata-token";

  private final Simulator metadata;
  private final WebSite site;

  Scenarios(Simulator metadata, WebSite site) {
    this.metadata = metadata;
    this.site = site;
  }

  List<Scenario> all() {
    String plain = metadata.endpoint();
    int port = URI.create(plain).getPort();
    return List.of(
        attack("ssrf", "Link preview fetches a token, then the keys", s -> preview(s, plain)),
        attack(
            "ssrf-decimal",
            "... with the address spelled 2130706433",
            s -> preview(s, "http://2130706433:" + port)),
        attack(
            "ssrf-mapped",
            "... with the address spelled [::ffff:7f00:1]",
            s -> preview(s, "http://[::ffff:7f00:1]:" + port)),
        attack("ssrf-redirect", "... by a redirect from elsewhere", this::redirected),
        attack("debug", "Debug page calls the SDK's EC2MetadataUtils", this::debugPage),
        attack("spel", "A formula (SpEL) calls the SDK's own provider", this::formula),
        new Scenario(
            "xxe", "Uploaded XML names the keys (XXE)", Kind.NO_TOKEN, Kind.REFUSED, this::xxe),
        attack("xxe-v1", "... where IMDSv1 is still allowed", this::xxeWhereV1IsAllowed),
        honest("preview", "Link preview of a web page", s -> previewOfPage(s)),
        honest("upload", "Upload of plain XML", Scenarios::upload),
        honest("sdk-v2", "Identity, AWS SDK v2 of today", s -> identity(s, "v2")),
        new Scenario(
            "sdk-v1",
            "Identity, AWS SDK v1 of 2018 (no IMDSv2)",
            Kind.FAILS,
            Kind.WORKS,
            s -> identity(s, "v1")));
  }

  private static Scenario attack(String id, String title, Scenario.Play play) {
    return new Scenario(id, title, Kind.STOLEN, Kind.REFUSED, play);
  }

  private static Scenario honest(String id, String title, Scenario.Play play) {
    return new Scenario(id, title, Kind.WORKS, Kind.WORKS, play);
  }

  private Outcome stolen(String answer) {
    return Verdicts.attack(answer, metadata.secrets());
  }

  /** As an attacker would: what came for a token is sent as one, whatever it was. */
  private static String token(ServiceClient service, String endpoint) {
    String answer =
        service.get(
            "/preview",
            "url",
            endpoint + "/latest/api/token",
            "method",
            "PUT",
            "header",
            TOKEN + "-ttl-seconds: 60");
    return TOKEN + ": " + answer.substring(answer.indexOf('\n') + 1).trim();
  }

  private Outcome preview(ServiceClient service, String endpoint) {
    String header = token(service, endpoint);
    return stolen(service.get("/preview", "url", endpoint + KEYS, "header", header));
  }

  private Outcome redirected(ServiceClient service) {
    String header = token(service, metadata.endpoint());
    String elsewhere = site.redirectingTo(metadata.endpoint() + KEYS);
    return stolen(service.get("/preview", "url", elsewhere, "header", header));
  }

  private Outcome debugPage(ServiceClient service) {
    return stolen(service.get("/debug/instance", "path", KEYS));
  }

  private Outcome formula(ServiceClient service) {
    String formula =
        "T(software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider)"
            + ".create().resolveCredentials().secretAccessKey()";
    return stolen(service.get("/report", "formula", formula));
  }

  private Outcome xxe(ServiceClient service) {
    String url = metadata.endpoint() + KEYS;
    String xml = "<!DOCTYPE r [<!ENTITY keys SYSTEM '" + url + "'>]><r>&keys;</r>";
    return stolen(service.post("/upload", "application/xml", xml));
  }

  /** What the line before owes to IMDSv2: without it a plain GET gets the keys. */
  private Outcome xxeWhereV1IsAllowed(ServiceClient service) {
    metadata.behaviour().tokens(TokenMode.OPTIONAL);
    try {
      return xxe(service);
    } finally {
      metadata.behaviour().tokens(TokenMode.REQUIRED);
    }
  }

  private Outcome previewOfPage(ServiceClient service) {
    return Verdicts.honest(service.get("/preview", "url", site.page()), WebSite.TITLE);
  }

  private static Outcome upload(ServiceClient service) {
    return Verdicts.honest(service.post("/upload", "application/xml", "<r>plain</r>"), "plain");
  }

  private Outcome identity(ServiceClient service, String sdk) {
    return Verdicts.honest(service.get("/identity/" + sdk), metadata.credentials().accessKeyId());
  }
}
