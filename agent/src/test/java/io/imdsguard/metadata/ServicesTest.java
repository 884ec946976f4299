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
  private static final List<String> WELL_KNOWN =
      List.of(
          "169.254.169.254",
          "[fd00:ec2:0:0:0:0:0:254]",
          "169.254.170.2",
          "169.254.170.23",
          "[fd00:ec2:0:0:0:0:0:23]");
  private static final Authorization NONE = new Authorization(null, null);

  @Test
  void guardsTheWellKnownAddressesByDefault() {
    assertThat(authorities()).isEqualTo(WELL_KNOWN);
  }

  @Test
  void namesTheServiceOfEachWellKnownAddress() {
    assertThat(Services.wellKnown())
        .extracting(Endpoint::service)
        .containsExactly("ec2", "ec2", "ecs", "eks", "eks");
  }

  @Test
  void knowsWhichWellKnownAddressHasAContainersCredentials() {
    List<Endpoint> endpoints = Services.wellKnown();
    Services.add(endpoints, Container.relative("http://169.254.170.2", "/v2/credentials/1", NONE));
    assertThat(endpoints)
        .filteredOn(endpoint -> endpoint.container() != null)
        .extracting(Endpoint::authority)
        .containsExactly("169.254.170.2");
  }

  @Test
  void guardsAContainersCredentialsOnLoopback() {
    List<Endpoint> endpoints = Services.wellKnown();
    Services.add(endpoints, Container.full("http://localhost:8080/creds?a=b#c", NONE));
    assertThat(endpoints)
        .filteredOn(endpoint -> endpoint.container() != null)
        .allMatch(endpoint -> endpoint.service().equals("eks"))
        .allMatch(endpoint -> endpoint.container().target().equals("/creds?a=b"))
        .hasSize(2);
  }

  @Test
  void callsAFullUriByTheServiceWhoseAddressItNames() {
    List<Endpoint> endpoints = Services.wellKnown();
    Services.add(endpoints, Container.full("http://169.254.170.2/creds", NONE));
    assertThat(endpoints)
        .filteredOn(endpoint -> endpoint.container() != null)
        .extracting(Endpoint::service)
        .containsExactly("ecs");
  }

  @Test
  void leavesAnAddressThatIsEc2sToEc2() {
    List<Endpoint> endpoints = Services.of(List.of("http://127.0.0.1:1338"));
    Services.add(endpoints, Container.full("http://127.0.0.1:1338/creds", NONE));
    assertThat(endpoints).noneMatch(endpoint -> endpoint.container() != null);
  }

  @Test
  void refusesARelativeUriThatIsNoPathWithoutRepeatingIt() {
    assertThatThrownBy(() -> Container.relative("http://169.254.170.2", "secret", NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void skipsSettingsThatAreNotSet() {
    assertThat(authorities(null, "", " ")).isEqualTo(WELL_KNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:1338, 127.0.0.1:1338",
    "http://127.0.0.1:1338/, 127.0.0.1:1338",
    "HTTP://127.0.0.1/latest?x=http://a#b, 127.0.0.1",
    "http://[::1]:1338, [0:0:0:0:0:0:0:1]:1338",
    "http://[fd00:ec2::24], [fd00:ec2:0:0:0:0:0:24]",
  })
  void addsWhatASettingNames(String url, String authority) {
    assertThat(authorities(url)).last().isEqualTo(authority);
  }

  @Test
  void takesLocalhostForBothLoopbackAddresses() {
    assertThat(authorities("http://LocalHost:8080"))
        .endsWith("127.0.0.1:8080", "[0:0:0:0:0:0:0:1]:8080");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254",
        "http://169.254.169.254:80/x",
        "http://[fd00:ec2::254]/"
      })
  void guardsAnAddressOnce(String url) {
    assertThat(authorities(url, url)).isEqualTo(WELL_KNOWN);
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
