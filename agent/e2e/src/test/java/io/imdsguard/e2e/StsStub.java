package io.imdsguard.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.imdsguard.simulator.Credentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An STS on loopback that knows {@code GetCallerIdentity}, and answers if the request is signed
 * with the keys that the service hands out now (AWS Signature Version 4, see the IAM user guide,
 * "Create a signed AWS API request").
 */
final class StsStub implements AutoCloseable {
  static final String ARN = "arn:aws:sts::123456789012:assumed-role/demo-role/i-1";
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/(([^/]+)/([^/]+)/([^/]+)/aws4_request), "
              + "SignedHeaders=([^,]+), Signature=([0-9a-f]{64})");
  private static final String ANSWER =
      """
      <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
        <GetCallerIdentityResult><Arn>%s</Arn><UserId>AROA:i-1</UserId>
        <Account>123456789012</Account></GetCallerIdentityResult>
        <ResponseMetadata><RequestId>1</RequestId></ResponseMetadata>
      </GetCallerIdentityResponse>
      """
          .formatted(ARN);

  private final HttpServer server;
  private final Supplier<Credentials> keys;

  StsStub(Supplier<Credentials> keys) {
    this.keys = keys;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] request = exchange.getRequestBody().readAllBytes();
    boolean good;
    try {
      good = isSigned(exchange, request);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    byte[] answer =
        (good ? ANSWER : "<Error><Code>SignatureDoesNotMatch</Code></Error>").getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/xml");
    exchange.sendResponseHeaders(good ? 200 : 403, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private boolean isSigned(HttpExchange exchange, byte[] body) throws GeneralSecurityException {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    Matcher authorization = AUTHORIZATION.matcher(header == null ? "" : header);
    Credentials expected = keys.get();
    if (!authorization.matches()
        || !authorization.group(1).equals(expected.accessKeyId())
        || !expected.token().equals(exchange.getRequestHeaders().getFirst("X-Amz-Security-Token"))
        || !authorization.group(6).contains("x-amz-security-token")) {
      return false;
    }
    String canonical =
        exchange.getRequestMethod()
            + "\n"
            + exchange.getRequestURI().getRawPath()
            + "\n\n"
            + Stream.of(authorization.group(6).split(";"))
                .map(name -> name + ":" + exchange.getRequestHeaders().getFirst(name).trim() + "\n")
                .collect(Collectors.joining())
            + "\n"
            + authorization.group(6)
            + "\n"
            + hash(body);
    String toSign =
        "AWS4-HMAC-SHA256\n"
            + exchange.getRequestHeaders().getFirst("X-Amz-Date")
            + "\n"
            + authorization.group(2)
            + "\n"
            + hash(canonical.getBytes(UTF_8));
    byte[] key = ("AWS4" + expected.secretAccessKey()).getBytes(UTF_8);
    for (int part = 3; part <= 5; part++) {
      key = mac(key, authorization.group(part));
    }
    String signature = HexFormat.of().formatHex(mac(mac(key, "aws4_request"), toSign));
    return signature.equals(authorization.group(7));
  }

  private static String hash(byte[] text) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
  }

  private static byte[] mac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(UTF_8));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
