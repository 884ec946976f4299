package io.imdsguard.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServicesTest {
  private static final String IPV4 = "169.254.169.254";
  private static final String IPV6 = "[fd00:ec2:0:0:0:0:0:254]";

  @Test
  void guardsBothAddressesOfEc2ByDefault() {
    assertThat(authorities()).containsExactly(IPV4, IPV6);
  }

  @Test
  void skipsSettingsThatAreNotSet() {
    assertThat(authorities(null, "", " ")).containsExactly(IPV4, IPV6);
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:1338, 127.0.0.1:1338",
    "http://127.0.0.1:1338/, 127.0.0.1:1338",
    "HTTP://127.0.0.1/latest?x=http://a#b, 127.0.0.1",
    "http://[::1]:1338, [0:0:0:0:0:0:0:1]:1338",
    "http://[fd00:ec2::23], [fd00:ec2:0:0:0:0:0:23]",
  })
  void addsWhatASettingNames(String url, String authority) {
    assertThat(authorities(url)).containsExactly(IPV4, IPV6, authority);
  }

  @Test
  void takesLocalhostForBothLoopbackAddresses() {
    assertThat(authorities("http://LocalHost:8080"))
        .containsExactly(IPV4, IPV6, "127.0.0.1:8080", "[0:0:0:0:0:0:0:1]:8080");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254",
        "http://169.254.169.254:80/x",
        "http://[fd00:ec2::254]/"
      })
  void guardsAnAddressOnce(String url) {
    assertThat(authorities(url, url)).containsExactly(IPV4, IPV6);
  }

  @Test
  void givesEveryEndpointAnAddressOfItsOwn() {
    assertThat(Services.of(List.of()).get(0).address())
        .isNotSameAs(Services.of(List.of()).get(0).address());
  }

  @ParameterizedTest
  @CsvSource({
    "https://169.254.169.254, https is not supported",
    "169.254.169.254, expected http://host",
    "ftp://169.254.169.254, expected http://host",
    "http://, the host is missing",
    "http://:80, the host is missing",
    "http://127.0.0.1:0, from 1 to 65535",
    "http://127.0.0.1:65536, from 1 to 65535",
    "http://127.0.0.1:, from 1 to 65535",
    "http://127.0.0.1:+80, from 1 to 65535",
    "http://[::1]x, from 1 to 65535",
    "http://fd00:ec2::254, in brackets",
    "http://127.0.0.1\\x, a character that no host has",
    "http://[fd00:ec2::254, brackets",
  })
  void refusesOtherUrlsAndSaysWhy(String url, String reason) {
    assertThatThrownBy(() -> authorities(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("metadata endpoint '" + url + "': ")
        .hasMessageContaining(reason);
  }

  @Test
  void doesNotRepeatAPassword() {
    assertThatThrownBy(() -> authorities("http://user:hunter2@127.0.0.1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void doesNotRepeatControlCharacters() {
    assertThatThrownBy(() -> authorities("http://a\u001bb"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("\u001b");
  }

  private static List<String> authorities(String... urls) {
    List<String> authorities = new ArrayList<>();
    for (Endpoint endpoint : Services.of(Arrays.asList(urls))) {
      authorities.add(endpoint.authority());
    }
    return authorities;
  }
}
