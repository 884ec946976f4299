package io.imdsguard.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What STS takes and what not; that it answers what is signed rightly, the agent's tests show. */
class StsTest {
  private static final String GOOD =
      "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fx"
          + "&RoleSessionName=rule%40host.1&DurationSeconds=900"
          + "&Policy=%7B%22Statement%22%3A%5B%5D%7D";

  private static AssumeRoleRequest read(String form) throws SigV4.Refusal {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);
    byte[] body = form.getBytes(StandardCharsets.US_ASCII);
    return AssumeRoleRequest.read(
        new RecordedRequest("POST", "/", "HTTP/1.1", List.of(), body, address, address));
  }

  @Test
  void aRequestIsReadAsItWasMeant() throws SigV4.Refusal {
    assertThat(read(GOOD))
        .isEqualTo(
            new AssumeRoleRequest(
                "arn:aws:iam::123456789012:role/x", "rule@host.1", "{\"Statement\":[]}", 900));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AssumeRole|GetCallerIdentity",
        "2011-06-15|2012-06-15",
        "RoleArn=arn|RoleArn=urn",
        "DurationSeconds=900|DurationSeconds=899",
        "DurationSeconds=900|DurationSeconds=43201",
        "rule%40host.1|rule%20host",
        "%7B%22|%22",
        "DurationSeconds=900|DurationSeconds=900&DurationSeconds=900",
        "DurationSeconds|Seconds"
      })
  void whatStsDoesNotTakeIsRefused(String change) {
    int bar = change.indexOf('|');
    String form = GOOD.replace(change.substring(0, bar), change.substring(bar + 1));
    assertThatExceptionOfType(SigV4.Refusal.class).isThrownBy(() -> read(form));
  }

  @Test
  void anUnsignedRequestGetsAnErrorDocument() throws IOException {
    try (Simulator imds = Simulator.builder().build();
        Simulator sts = Simulator.builder().stsFor(imds).build().start();
        Client client = new Client(sts)) {
      client.write(
          "POST / HTTP/1.1\r\nHost: sim\r\nContent-Type: application/x-www-form-urlencoded\r\n"
              + "Content-Length: "
              + GOOD.length()
              + "\r\n\r\n"
              + GOOD);
      Reply reply = client.read();
      assertThat(reply.status()).isEqualTo(403);
      assertThat(reply.body()).contains("<Code>MissingAuthenticationToken</Code>");
      assertThat(sts.sts().granted()).isEmpty();
    }
  }
}
