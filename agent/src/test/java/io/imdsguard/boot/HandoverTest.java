package io.imdsguard.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody answers the junction here, as if the agent had a fault: whatever asks it is refused. */
class HandoverTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://169.254.169.254", "HTTPS://s3.amazonaws.com:80/a", "https://"})
  void anEndpointWithTlsIsHandedOverWithoutAQuestion(String url) {
    byte[] endpoint = bytes(url);

    assertThat(Handover.endpoint(endpoint, new byte[0])).isSameAs(endpoint);
  }

  @Test
  void withoutAnEndpointNativeCodeSpeaksTlsAndNothingIsAsked() {
    assertThat(Handover.endpoint(null, new byte[0])).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254",
        "httpq://169.254.169.254",
        "abcds://169.254.169.254",
        "https:@169.254.169.254",
        "https:/169.254.169.254",
        "https",
        ""
      })
  void anyOtherIsRefusedWhereItCannotBeDecided(String url) {
    assertThat(Handover.endpoint(bytes(url), new byte[0]))
        .asString(StandardCharsets.US_ASCII)
        .contains("refused.invalid");
  }

  @Test
  void aHostAtAPortThatNoServiceHasIsHandedOverWithoutAQuestion() {
    byte[] host = bytes("169.254.169.254");

    assertThat(Handover.host(host, 8883)).isSameAs(host);
    assertThat(Handover.host("169.254.169.254", 8883)).isEqualTo("169.254.169.254");
    assertThatCode(() -> Handover.require("169.254.169.254", 8883L)).doesNotThrowAnyException();
  }
}
