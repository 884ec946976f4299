package io.imdsguard.metadata;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestWriterTest {

  @Test
  void writesOneRequestForOneConnection() throws IOException {
    assertThat(written(request("GET", "/latest/?a=b", new Header("Accept", "*/*")), null))
        .isEqualTo(
            String.join(
                "\r\n",
                "GET /latest/?a=b HTTP/1.1",
                "Host: 169.254.169.254",
                "Accept: */*",
                "Connection: close",
                "",
                ""));
  }

  @Test
  void keepsAHostThatTheRequestHas() throws IOException {
    assertThat(written(request("GET", "/", new Header("host", "metadata.google.internal")), null))
        .contains("host: metadata.google.internal\r\n")
        .doesNotContain("169.254");
  }

  @Test
  void writesABodyWithItsLength() throws IOException {
    Carried request = new Carried("POST", "/", List.of(), "abc".getBytes(ISO_8859_1), false, 0);
    assertThat(written(request, null)).contains("Content-Length: 3\r\n").endsWith("\r\n\r\nabc");
  }

  @Test
  void replacesTheRequestsTokenByTheAgents() throws IOException {
    Carried request = request("GET", "/", new Header("x-AWS-ec2-metadata-token", "gate"));
    assertThat(written(request, "own"))
        .contains("X-aws-ec2-metadata-token: own\r\n")
        .doesNotContain("gate");
  }

  @Test
  void keepsTheRequestsTokenIfTheAgentAddsNone() throws IOException {
    Carried request = request("GET", "/", new Header("X-aws-ec2-metadata-token", "as it came"));
    assertThat(written(request, null)).contains("X-aws-ec2-metadata-token: as it came\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Connection", "transfer-encoding", "Content-Length", "Proxy-Authorization"})
  void dropsFieldsThatFrameAnotherMessage(String name) throws IOException {
    assertThat(written(request("GET", "/", new Header(name, "1234")), null)).doesNotContain("1234");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a b", "/a\r\nX: y", "/\u0000", "/\u20ac", ""})
  void refusesATargetThatCouldEndItsLine(String target) {
    assertThatThrownBy(() -> written(request("GET", target), null))
        .isInstanceOf(ProtocolException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX: y", "a\nb", "a\u0000", "\u20ac"})
  void refusesAValueThatCouldEndItsLineWithoutRepeatingIt(String value) {
    assertThatThrownBy(() -> written(request("GET", "/", new Header("A", value)), null))
        .isInstanceOf(ProtocolException.class)
        .hasMessageNotContaining(value);
  }

  private static Carried request(String method, String target, Header... headers) {
    return new Carried(method, target, List.of(headers), null, false, 0);
  }

  private static String written(Carried request, String token) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RequestWriter.write(out, request, "169.254.169.254", token);
    return out.toString(ISO_8859_1);
  }
}
