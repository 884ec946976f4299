package io.imdsguard.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
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
  void itLearnsNoAddressOfTheGatesAndIsNotLetThrough() throws Exception {
    InetAddress metadata = InetAddress.getByName("127.0.0.9");
    assertThatThrownBy(() -> tell("route", metadata, 8080, 0)).isInstanceOf(ConnectException.class);
  }

  @Test
  void itNamesNobodyAsTheSubmitterOfARequest() throws Exception {
    Object request = new Object();
    tell("submitted", request);
    tell("inherited", new Object(), request);
    assertThat(guard.wasAwaited()).isFalse();
  }

  @Test
  void itGetsNoCredentialsProviderOfTheAgents() {
    assertThatThrownBy(() -> tell("chain", new Object(), 4711L)).isInstanceOf(IOException.class);
  }

  @Test
  void itHasNoProfileReadForIt() {
    byte[] first = "host".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> tell("source", new Object(), new byte[][] {first, null, null}, false))
        .isInstanceOf(IOException.class);
  }
}
