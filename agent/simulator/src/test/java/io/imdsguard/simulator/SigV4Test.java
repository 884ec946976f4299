package io.imdsguard.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Signatures are taken if they are right, by AWS's own test vectors, and by nothing else. */
class SigV4Test {
  private static final String HOST = "example.amazonaws.com";
  private static final String FORM = "application/x-www-form-urlencoded";

  /** Of AWS's signature test suite, {@code post-x-www-form-urlencoded}. */
  private static final String SIGNATURE =
      "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a";

  private static final String AUTHORIZATION =
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
          + " SignedHeaders=content-type;host;x-amz-date, Signature="
          + SIGNATURE;

  private final SettableClock clock = new SettableClock();
  private Credentials keys =
      new Credentials(
          "AKIDEXAMPLE",
          "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
          null,
          Instant.EPOCH,
          Instant.parse("2016-01-01T00:00:00Z"));

  SigV4Test() {
    clock.advance(Duration.between(clock.instant(), Instant.parse("2015-08-30T12:36:00Z")));
  }

  private static RecordedRequest request(String body, List<Header> headers) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);
    return new RecordedRequest(
        "POST", "/", "HTTP/1.1", headers, body.getBytes(UTF_8), address, address);
  }

  private static List<Header> headers(String authorization) {
    return new ArrayList<>(
        List.of(
            new Header("Content-Type", FORM),
            new Header("Host", HOST),
            new Header("X-Amz-Date", "20150830T123600Z"),
            new Header("Authorization", authorization)));
  }

  private void verify(RecordedRequest request) throws SigV4.Refusal {
    new SigV4("service", "us-east-1", id -> id.equals("AKIDEXAMPLE") ? keys : null, clock)
        .verify(request, HOST);
  }

  private void refused(String code, RecordedRequest request) {
    assertThatExceptionOfType(SigV4.Refusal.class)
        .isThrownBy(() -> verify(request))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void awsOwnTestVectorIsTaken() throws SigV4.Refusal {
    verify(request("Param1=value1", headers(AUTHORIZATION)));
  }

  @Test
  void anotherBodyIsNot() {
    refused("SignatureDoesNotMatch", request("Param1=value2", headers(AUTHORIZATION)));
  }

  @Test
  void anotherSecretIsNot() {
    keys = new Credentials("AKIDEXAMPLE", "other", null, Instant.EPOCH, keys.expiration());
    refused("SignatureDoesNotMatch", request("Param1=value1", headers(AUTHORIZATION)));
  }

  @Test
  void aSignedHeaderThatWasChangedIsNot() {
    List<Header> headers = headers(AUTHORIZATION);
    headers.set(0, new Header("Content-Type", "text/plain"));
    refused("SignatureDoesNotMatch", request("Param1=value1", headers));
  }

  @Test
  void aHeaderThatNobodySignedIsNot() {
    List<Header> headers = headers(AUTHORIZATION);
    headers.add(new Header("X-Amz-Target", "Evil"));
    refused("IncompleteSignature", request("Param1=value1", headers));
  }

  @Test
  void anUnsignedRequestIsNot() {
    refused("MissingAuthenticationToken", request("", headers("Basic YTpi")));
  }

  @Test
  void anotherRegionIsNot() {
    refused(
        "SignatureDoesNotMatch",
        request("Param1=value1", headers(AUTHORIZATION.replace("us-east-1", "us-west-2"))));
  }

  @Test
  void aTimeSixteenMinutesAwayIsNot() {
    clock.advance(Duration.ofMinutes(16));
    refused("SignatureDoesNotMatch", request("Param1=value1", headers(AUTHORIZATION)));
  }

  @Test
  void keysThatNobodyHandedOutAreNot() {
    refused(
        "InvalidClientTokenId",
        request("Param1=value1", headers(AUTHORIZATION.replace("AKID", "ASIA"))));
  }

  @Test
  void temporaryKeysWithoutTheirTokenAreNot() {
    keys =
        new Credentials(
            "AKIDEXAMPLE", keys.secretAccessKey(), "token", Instant.EPOCH, keys.expiration());
    refused("InvalidClientTokenId", request("Param1=value1", headers(AUTHORIZATION)));
  }

  @Test
  void expiredKeysAreNot() {
    keys =
        new Credentials("AKIDEXAMPLE", keys.secretAccessKey(), null, Instant.EPOCH, Instant.EPOCH);
    refused("ExpiredToken", request("Param1=value1", headers(AUTHORIZATION)));
  }

  @Test
  void anotherHostIsNot() {
    List<Header> headers = headers(AUTHORIZATION);
    headers.set(1, new Header("Host", "evil.example.com"));
    refused("IncompleteSignature", request("Param1=value1", headers));
  }
}
