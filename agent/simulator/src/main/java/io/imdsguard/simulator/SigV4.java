package io.imdsguard.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies AWS Signature Version 4 in the {@code Authorization} header, by the description in the
 * IAM user guide, "Create a signed AWS API request". Stricter than AWS: every header field but
 * {@code Authorization} and what connections are made of has to be signed.
 */
final class SigV4 {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final Duration MAX_SKEW = Duration.ofMinutes(15);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final List<String> UNSIGNED =
      List.of("authorization", "connection", "content-length", "user-agent", "accept");

  private final String service;
  private final String region;
  private final Issuer issuer;
  private final Clock clock;

  /** Who knows which keys were handed out. */
  interface Issuer {
    /** The credentials of this access key id, expired or not; {@code null} if it knows none. */
    Credentials find(String accessKeyId);
  }

  /** A request that is not to be trusted, with AWS's error code for it. */
  static final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;

    Refusal(String code, String message) {
      super(message);
      this.code = code;
    }

    String code() {
      return code;
    }
  }

  SigV4(String service, String region, Issuer issuer, Clock clock) {
    this.service = service;
    this.region = region;
    this.issuer = issuer;
    this.clock = clock;
  }

  /**
   * Verifies a request.
   *
   * @param authority what its {@code Host} has to say
   * @return the credentials it was signed with
   */
  Credentials verify(RecordedRequest request, String authority) throws Refusal {
    String header = single(request, "Authorization");
    if (header == null || !header.startsWith(ALGORITHM + " ")) {
      throw new Refusal("MissingAuthenticationToken", "the request is not signed");
    }
    String scope = part(header, "Credential");
    String time = single(request, "X-Amz-Date");
    String[] credential = scope.split("/", -1);
    if (credential.length != 5 || time == null || !authority.equals(single(request, "Host"))) {
      throw new Refusal("IncompleteSignature", "credential scope, date or host are missing");
    }
    String day = credential[1];
    String expected = day + "/" + region + "/" + service + "/aws4_request";
    if (!scope.equals(credential[0] + "/" + expected) || !time.startsWith(day + "T")) {
      throw new Refusal("SignatureDoesNotMatch", "the credential is scoped to something else");
    }
    requireNow(time);
    Credentials keys = keys(request, credential[0]);
    String signed = part(header, "SignedHeaders");
    String toSign =
        String.join("\n", ALGORITHM, time, expected, sha256(canonical(request, signed)));
    byte[] signature = mac(key(keys.secretAccessKey(), day), toSign);
    String hex = HexFormat.of().formatHex(signature);
    if (!MessageDigest.isEqual(hex.getBytes(UTF_8), part(header, "Signature").getBytes(UTF_8))) {
      // As AWS does: the canonical request, session token and all.
      throw new Refusal("SignatureDoesNotMatch", canonical(request, signed));
    }
    return keys;
  }

  private void requireNow(String time) throws Refusal {
    try {
      Instant signedAt = Instant.from(TIME.parse(time));
      if (Duration.between(signedAt, clock.instant()).abs().compareTo(MAX_SKEW) > 0) {
        throw new Refusal("SignatureDoesNotMatch", "Signature expired or not yet current");
      }
    } catch (DateTimeException e) {
      throw new Refusal("IncompleteSignature", "the date is none");
    }
  }

  private Credentials keys(RecordedRequest request, String accessKeyId) throws Refusal {
    Credentials keys = issuer.find(accessKeyId);
    String token = single(request, "X-Amz-Security-Token");
    if (keys == null || !Objects.equals(keys.token(), token)) {
      throw new Refusal("InvalidClientTokenId", "The security token is invalid");
    }
    if (!keys.expiration().isAfter(clock.instant())) {
      throw new Refusal("ExpiredToken", "The security token is expired");
    }
    return keys;
  }

  private static String canonical(RecordedRequest request, String signed) throws Refusal {
    List<String> names = List.of(signed.split(";", -1));
    if (!names.equals(List.copyOf(new TreeSet<>(names)))) {
      throw new Refusal("IncompleteSignature", "the signed headers are not sorted");
    }
    for (Header header : request.headers()) {
      String name = header.name().toLowerCase(Locale.ROOT);
      if (!UNSIGNED.contains(name) && !names.contains(name)) {
        throw new Refusal("IncompleteSignature", "not signed: " + name);
      }
    }
    List<String> lines = new ArrayList<>();
    for (String name : names) {
      String value = single(request, name);
      if (value == null) {
        throw new Refusal("IncompleteSignature", "signed and not there, or twice: " + name);
      }
      lines.add(name + ":" + value.strip().replaceAll(" +", " ") + "\n");
    }
    String payload = sha256(request.body());
    String declared = single(request, "x-amz-content-sha256");
    if (declared != null && !declared.equals(payload)) {
      throw new Refusal("SignatureDoesNotMatch", "the body is another");
    }
    String headers = String.join("", lines);
    return String.join("\n", request.method(), "/", "", headers, signed, payload);
  }

  /** The value of the only header field of that name, or {@code null}. */
  private static String single(RecordedRequest request, String name) {
    List<String> values = request.headerValues(name);
    return values.size() == 1 ? values.get(0) : null;
  }

  private static String part(String header, String name) throws Refusal {
    for (String part : header.substring(ALGORITHM.length() + 1).split(", *", -1)) {
      if (part.startsWith(name + "=")) {
        return part.substring(name.length() + 1);
      }
    }
    throw new Refusal("IncompleteSignature", name + " is missing");
  }

  private byte[] key(String secret, String day) {
    byte[] key = mac(("AWS4" + secret).getBytes(UTF_8), day);
    return mac(mac(mac(key, region), service), "aws4_request");
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sha256(String text) {
    return sha256(text.getBytes(UTF_8));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
