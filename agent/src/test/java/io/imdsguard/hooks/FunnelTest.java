package io.imdsguard.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Whoever calls the junction without being a rewritten class is told nothing. */
class FunnelTest {
  private final StandingGuard guard = new StandingGuard("http://127.0.0.9:8080");
  private final Funnel funnel = new Funnel(guard);

  private Object tell(String what, Object... about) throws IOException {
    Object[] three = new Object[3];
    System.arraycopy(about, 0, three, 0, about.length);
    return funnel.invoke(what, null, three);
  }

  @Test
  void itLearnsNoAddressOfTheGates() throws Exception {
    InetAddress metadata = InetAddress.getByName("127.0.0.9");
    assertThat(tell("route", metadata, 8080, 0)).isSameAs(metadata);
  }

  @Test
  void itNamesNobodyAsTheSubmitterOfARequest() throws Exception {
    Object request = new Object();
    tell("submitted", request);
    tell("inherited", new Object(), request);
    assertThat(guard.wasAwaited()).isFalse();
  }

  @Test
  void itGetsNoCredentialsProviderOfTheAgents() throws Exception {
    assertThat(tell("chain", new Object(), 4711L)).isEqualTo(4711L);
  }

  @Test
  void itHasNoProfileReadForIt() throws Exception {
    byte[] first = "host".getBytes(StandardCharsets.UTF_8);
    assertThat(tell("source", new Object(), new byte[][] {first, null, null}, false))
        .isSameAs(first);
  }
}
