package io.imdsguard.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationHandler;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JunctionTest {
  private static final Proxy PROXY =
      new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.test", 3128));

  private final List<String> asked = new ArrayList<>();
  private InetAddress gate;

  @BeforeEach
  void guardEc2() throws Exception {
    gate = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    set("guarded", new long[] {0, 0xffffa9fea9feL, 80, 0xfd000ec200000000L, 0x254, 80});
    set("gates", new InetAddress[] {gate, gate});
    set("gatePorts", new int[] {4711, 4711});
    set("names", new String[] {"instance-data"});
    answer(
        (what, method, about) -> {
          asked.add((String) what);
          return what.equals("route") ? gate : null;
        });
  }

  @AfterEach
  void guardNothing() {
    set("guarded", new long[0]);
    set("gates", new InetAddress[0]);
  }

  private static void answer(InvocationHandler handler) {
    set("handler", handler);
  }

  private static void set(String name, Object value) {
    new Controls().accept(name, value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "::ffff:169.254.169.254",
        "::a9fe:a9fe",
        "::ffff:0:a9fe:a9fe",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1:a9fe:a9:fe00::",
        "64:ff9b:1:0:a9:fea9:fe00:0",
        "2001:db8:122:344::a9fe:a9fe",
        "2002:a9fe:a9fe::",
        "2002:a9fe:a9fe::1",
        "2001:0:4136:e378:8000:63bf:5601:5601",
        "fe80::5efe:a9fe:a9fe",
        "fe80::200:5efe:a9fe:a9fe",
        "fe80::a9fe:a9fe",
        "fd00:ec2::254",
      })
  void everyFormOfAMetadataAddressLeadsToTheGate(String address) throws Exception {
    assertThat(Junction.route(InetAddress.getByName(address), 80)).isSameAs(gate);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.253",
        "169.254.169.123",
        "169.254.170.2",
        "127.0.0.1",
        "::1",
        "fd00:ec2::253",
        "fd00:ec2::123",
        "2001:db8::1",
        "64:ff9b::a9fe:a9fd",
      })
  void aNeighbourIsLeftAlone(String address) throws Exception {
    InetAddress neighbour = InetAddress.getByName(address);

    assertThat(Junction.route(neighbour, 80)).isSameAs(neighbour);
  }

  @Test
  void anotherPortOfTheSameAddressIsLeftAlone() throws Exception {
    InetAddress dns = InetAddress.getByName("169.254.169.254");

    assertThat(Junction.route(dns, 53)).isSameAs(dns);
  }

  @Test
  void aConnectionThatIsNotMetadatasAsksNobody() throws Exception {
    InetAddress other = InetAddress.getByName("192.0.2.1");
    InetAddress routed = Junction.route(other, 80);
    Junction.port(routed, 80);
    Junction.connected(routed, null);

    assertThat(asked).isEmpty();
  }

  @Test
  void theGatesInstanceMeansTheGatesPort() {
    assertThat(Junction.port(gate, 80)).isEqualTo(4711);
  }

  @Test
  void anEqualLoopbackAddressKeepsItsPort() throws Exception {
    assertThat(Junction.port(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 80))
        .isEqualTo(80);
  }

  @Test
  void anIoExceptionReachesTheApplicationAsItIs() throws Exception {
    answer(
        (what, method, about) -> {
          throw new SocketTimeoutException("connect timed out");
        });

    assertThatThrownBy(() -> Junction.route(InetAddress.getByName("169.254.169.254"), 80))
        .isExactlyInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void aFaultOfOursDeniesMetadata() throws Exception {
    answer(
        (what, method, about) -> {
          throw new NoClassDefFoundError("secret-detail");
        });

    assertThatThrownBy(() -> Junction.route(InetAddress.getByName("169.254.169.254"), 80))
        .isExactlyInstanceOf(ConnectException.class)
        .hasMessageNotContaining("secret-detail");
  }

  @Test
  void aFaultOfOursWhileNamingACallerStaysOutOfTheWay() throws Exception {
    answer(
        (what, method, about) -> {
          throw new IllegalStateException();
        });

    Junction.submitted(new Object(), URI.create("http://169.254.169.254/latest"));

    assertThat(asked).isEmpty();
  }

  @Test
  void metadataGoesThroughNoProxy() throws Exception {
    assertThat(Junction.proxy(URI.create("http://169.254.169.254/latest").toURL(), PROXY))
        .isSameAs(Proxy.NO_PROXY);
  }

  @Test
  void anotherHostKeepsItsProxy() throws Exception {
    assertThat(Junction.proxy(URI.create("http://example.com/latest").toURL(), PROXY))
        .isSameAs(PROXY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254",
        "http://169.254.169.254/latest",
        "http://169.254.169.254:80/latest",
        "http://169.254.169.254?a=b:81",
        "http://169.254.169.254#a:81",
        "169.254.169.254/latest",
        "169.254.169.254/latest?from=http://other",
        "http://user@169.254.169.254/",
        "http://user:a@b@169.254.169.254:80/?c@d",
        "http://instance-data/latest/meta-data/?at=http://other:81",
        "http://INSTANCE-DATA.:80/"
      })
  void aTargetThatIsATextIsReadUpToItsPath(String url) {
    Junction.submitted(new Object(), null, url, null);

    assertThat(asked).containsExactly("submitted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254:81/",
        "https://169.254.169.254/",
        "wss://instance-data/",
        "https://user@instance-data/",
        "http://api.example.com/@169.254.169.254/",
        "http://169.254.169.254@api.example.com/",
        "http://instance-data:8080",
        "http://api.example.com/?to=http://169.254.169.254/",
        "http://instance-dato/",
        "http:///",
        "/",
        ""
      })
  void aTextThatIsAnotherHostsTargetIsNotRemembered(String url) {
    Junction.submitted(new Object(), null, url, null);

    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://instance-data/", "http://INSTANCE-DATA./latest"})
  void aNameOfMetadataIsKnownWithoutAResolver(String url) throws Exception {
    Junction.submitted(new Object(), URI.create(url));

    assertThat(asked).containsExactly("submitted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/",
        "http://10.0.0.1/",
        "http://instance-database/",
        "http://169.254.169.254:8080/",
        "https://169.254.169.254/",
      })
  void aRequestForAnotherHostIsNotRemembered(String url) {
    Junction.submitted(new Object(), URI.create(url));

    assertThat(asked).isEmpty();
  }

  @Test
  void aSocketMadeWithAProxyGoesToMetadataDirectly() {
    assertThat(Junction.direct(InetSocketAddress.createUnresolved("169.254.169.254", 80))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/",
        "curl 2852039166",
        "fd00:ec2::23",
        "[::ffff:a9fe:a9fe]",
        "16'9'.254",
        "%31",
        "１６９",
        "INSTANCE-DATA",
      })
  void aCommandWithASignOfMetadataIsAskedAbout(String argument) throws Exception {
    Junction.starting(null, new String[] {"sh", argument});

    assertThat(asked).containsExactly("process");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xmx512m", "lib/file-1.2.3.jar", "10.0.0.1", "a:b", "cafe babe", ""})
  void aCommandWithoutASignIsNotAskedAbout(String argument) throws Exception {
    Junction.starting(null, new String[] {"sh", argument});

    assertThat(asked).isEmpty();
  }

  @Test
  void whereAShortAddressIsGuardedADigitIsASign() throws Exception {
    set("shortAddresses", true);
    try {
      Junction.starting(null, new String[] {"curl", "127.1"});
    } finally {
      set("shortAddresses", false);
    }

    assertThat(asked).containsExactly("process");
  }

  @Test
  void aConnectToTheGateItselfIsNobodyElses() throws Exception {
    assertThat(Junction.route(gate, 4711)).isSameAs(gate);
    assertThat(asked).containsExactly("again");
  }

  @Test
  void aFaultOverACommandWithASignRefusesIt() throws Exception {
    answer(
        (what, method, about) -> {
          throw new IllegalStateException();
        });

    assertThatThrownBy(() -> Junction.starting(null, new String[] {"curl", "169.254.169.254"}))
        .isInstanceOf(java.io.IOException.class)
        .hasMessage("refused, IMDS Guard could not decide");
  }
}
