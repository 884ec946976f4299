package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Redirects, XML, interpreters and proxies lead to the gate, and the gate refuses. */
class AttacksIT {
  private static final String URL = Service.HOST + Service.CREDENTIALS;
  @RegisterExtension static final Service SERVICE = new Service();
  private static RecordingProxy proxy;

  @BeforeAll
  static void startService() {
    proxy = RecordingProxy.start();
  }

  @AfterAll
  static void stopService() {
    if (proxy != null) {
      proxy.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> redirectsAndXml() {
    return onEach(Jdk.all(), jvm -> jvm.run("io.imdsguard.probes.Attacks", URL));
  }

  @TestFactory
  Stream<DynamicTest> interpretersOfTheJdkThatCallTheSdk() {
    return onEach(
        Jdk.all(),
        jvm ->
            jvm.library("aws-v1")
                .option("-Djdk.xml.enableExtensionFunctions=true")
                .run("io.imdsguard.probes.Interpreters"));
  }

  @TestFactory
  Stream<DynamicTest> proxiesOfTheApplication() {
    return onEach(Jdk.all(), jvm -> jvm.run("io.imdsguard.probes.Proxies", URL, "" + proxy.port()));
  }

  @TestFactory
  Stream<DynamicTest> classesLoadedWhereTheStackHasNoRoomForTheirHooks() {
    return onEach(
        Jdk.all(), jvm -> jvm.run("io.imdsguard.probes.ShallowStack", URL, "" + proxy.port()));
  }

  @TestFactory
  Stream<DynamicTest> httpProxyOfTheSystem() {
    return onEach(
        Jdk.all(),
        jvm ->
            jvm.option("-Dhttp.proxyHost=127.0.0.1", "-Dhttp.proxyPort=" + proxy.port())
                .run("io.imdsguard.probes.Proxies", URL, "" + proxy.port()));
  }

  @TestFactory
  Stream<DynamicTest> socksProxyOfTheSystem() {
    return onEach(
        Jdk.all(),
        jvm ->
            jvm.option("-DsocksProxyHost=127.0.0.1", "-DsocksProxyPort=" + proxy.port())
                .run("io.imdsguard.probes.Proxies", URL, "" + proxy.port()));
  }

  @TestFactory
  Stream<DynamicTest> aNameThatOnlyTheProxyResolves() {
    String name = URL.replace("169.254.169.254", "instance-data.ec2.internal");
    return onEach(
        Jdk.all(),
        jvm ->
            jvm.option("-Dhttp.proxyHost=127.0.0.1", "-Dhttp.proxyPort=" + proxy.port())
                .run("io.imdsguard.probes.Proxies", name, "" + proxy.port()));
  }

  @TestFactory
  Stream<DynamicTest> redirectsAndProxiesOfJavaNetHttp() {
    return onEach(
        Jdk.from(11),
        jvm ->
            jvm.option("-Dhttp.proxyHost=127.0.0.1", "-Dhttp.proxyPort=" + proxy.port())
                .run("io.imdsguard.probes.HttpClientAttacks", URL, "" + proxy.port()));
  }

  @TestFactory
  Stream<DynamicTest> withoutTheAgentTheyWouldSucceed() {
    Jvm bare = Jvm.on(Jdk.current()).library("aws-v1");
    Map<String, String> probes = new LinkedHashMap<>();
    probes.putAll(bare.run("io.imdsguard.probes.Attacks", URL).probes());
    probes.putAll(
        bare.option("-Djdk.xml.enableExtensionFunctions=true")
            .run("io.imdsguard.probes.Interpreters")
            .probes());
    return Stream.of("redirect-302", "redirect-307", "xxe-dom", "xxe-sax", "xml-decoder", "xslt")
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name, () -> assertThat(probes.get(name)).startsWith("GOT 200")));
  }

  private interface Attack {
    Jvm.Run run(Jvm jvm);
  }

  private static Stream<DynamicTest> onEach(List<Jdk> jdks, Attack attack) {
    return jdks.stream().flatMap(jdk -> check(jdk, attack));
  }

  private static Stream<DynamicTest> check(Jdk jdk, Attack attack) {
    int before = SERVICE.simulator().journal().withoutToken().size();
    int proxied = proxy.connections();
    Jvm.Run run = attack.run(Jvm.on(jdk).guarded("mode=enforce"));
    int after = SERVICE.simulator().journal().withoutToken().size();
    int proxiedNow = proxy.connections();
    List<String> secrets = SERVICE.simulator().secrets();
    Map<String, String> probes = run.probes();
    Stream<DynamicTest> each =
        probes.entrySet().stream()
            .map(
                probe ->
                    DynamicTest.dynamicTest(
                        jdk + ": " + probe.getKey(),
                        () ->
                            assertThat(probe.getValue())
                                .as(run.toString())
                                .doesNotStartWith("GOT")));
    return Stream.concat(
        each,
        Stream.of(
            DynamicTest.dynamicTest(
                jdk + ": the probes ran",
                () -> assertThat(probes).as(run.toString()).hasSizeGreaterThan(2)),
            DynamicTest.dynamicTest(
                jdk + ": no proxy saw anything",
                () -> assertThat(proxiedNow).as(run.toString()).isEqualTo(proxied)),
            DynamicTest.dynamicTest(
                jdk + ": no secret was printed",
                () -> assertThat(secrets).noneMatch(run.toString()::contains)),
            DynamicTest.dynamicTest(
                jdk + ": no request went out without a session token",
                () -> assertThat(after).isEqualTo(before))));
  }
}
