package io.imdsguard.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativeUrlTest {
  @ParameterizedTest
  @CsvSource({
    "http://10.0.0.1, 10.0.0.1, 80",
    "http://10.0.0.1/, 10.0.0.1, 80",
    "http://10.0.0.1?a, 10.0.0.1, 80",
    "http://10.0.0.1:9000/a, 10.0.0.1, 9000",
    "http://10.0.0.1:, 10.0.0.1, 80",
    "10.0.0.1:81, 10.0.0.1, 81",
    "http://my_bucket.local, my_bucket.local, 80",
    "http://[fd00:ec2::254]:81, fd00:ec2::254, 81",
    "http://[fd00:ec2::254], fd00:ec2::254, 80",
    "https:@10.0.0.1, 10.0.0.1, 80",
    "http://other@10.0.0.1, 10.0.0.1, 80",
  })
  void hostAndPortAreThoseThatNativeCodeConnectsTo(String url, String host, int port) {
    NativeTarget target = NativeUrl.target(url);

    assertThat(target.host() + " " + target.port()).isEqualTo(host + " " + port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://10.0.0.1:0", "http://10.0.0.1:65616", "http://10.0.0.1:x"})
  void aPortThatAVersionMayReadAs80IsTakenForIt(String url) {
    assertThat(NativeUrl.target(url).port()).isEqualTo(80);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http://", "http:/10.0.0.1", "http://[::1", "http://:80"})
  void whatNativeCodeCannotReadIsNowhere(String url) {
    assertThat(NativeUrl.target(url)).isNull();
  }
}
