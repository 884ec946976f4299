package io.imdsguard.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.imdsguard.metadata.Endpoint;
import io.imdsguard.metadata.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OwnServicesTest {
  private final List<Endpoint> guarded = new ArrayList<>(Services.wellKnown());
  private final int wellKnown = guarded.size();

  private List<String> own(int settings) {
    return OwnServices.of(guarded, wellKnown, settings).stream()
        .map(Endpoint::authority)
        .collect(Collectors.toList());
  }

  @Test
  void withoutSettingsItIsEc2ByIpv4First() {
    assertThat(own(wellKnown)).containsExactly("169.254.169.254", "[fd00:ec2:0:0:0:0:0:254]");
  }

  @Test
  void whereASettingNamesTheServiceNoOtherIsAsked() {
    Services.add(guarded, "http://127.0.0.1:1338");
    int settings = guarded.size();
    Services.add(guarded, "http://127.0.0.1:1339");

    assertThat(own(settings)).containsExactly("127.0.0.1:1338");
  }

  @Test
  void whatThePolicyNamesComesBeforeTheWellKnownAddresses() {
    Services.add(guarded, "http://127.0.0.1:1339");

    assertThat(own(wellKnown)).startsWith("127.0.0.1:1339", "169.254.169.254");
  }
}
