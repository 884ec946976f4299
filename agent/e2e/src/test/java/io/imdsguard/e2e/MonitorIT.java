package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.imdsguard.simulator.Cloud;
import io.imdsguard.simulator.Simulator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** In monitor mode nothing is refused and nothing is changed that is not EC2's. */
class MonitorIT {
  private static final String HOST = "169.254.169.254";
  private Simulator service;

  @BeforeEach
  void startService() {
    Namespace.required();
    service =
        Simulator.builder()
            .address(HOST)
            .port(80)
            .role(Service.ROLE)
            .imdsV1(true)
            .clouds(Cloud.EC2, Cloud.AZURE, Cloud.GCP, Cloud.PLAIN)
            .build()
            .start();
    service.behaviour().keepAlive(false);
  }

  @AfterEach
  void stopService() {
    if (service != null) {
      service.close();
    }
  }

  private static Map<String, String> requests() {
    Map<String, String> requests = new LinkedHashMap<>();
    String end = "Host: 169.254.169.254\r\nConnection: close\r\n\r\n";
    requests.put("plain", "GET /latest/meta-data/ami-id HTTP/1.1\r\n" + end);
    requests.put("absent", "GET /latest/meta-data/nothing HTTP/1.1\r\n" + end);
    requests.put("head", "HEAD /latest/meta-data/ami-id HTTP/1.1\r\n" + end);
    requests.put("two-spaces", "GET  /latest/meta-data/ami-id HTTP/1.1\r\n" + end);
    requests.put("unknown-method", "FROB /latest/meta-data/ami-id HTTP/1.1\r\n" + end);
    requests.put("two-hosts", "GET /latest/meta-data/ami-id HTTP/1.1\r\nHost: a\r\n" + end);
    requests.put("folded", "GET /echo HTTP/1.1\r\nX-A: b\r\n c\r\n" + end);
    requests.put("bare-cr", "GET /echo HTTP/1.1\r\nX-A: b\rX-B: c\r\n" + end);
    requests.put("dots", "GET /latest/../latest/meta-data/ami-id HTTP/1.1\r\n" + end);
    requests.put("encoded-slash", "GET /latest%2Fmeta-data HTTP/1.1\r\n" + end);
    requests.put("not-http", "HELLO\r\n\r\n");
    requests.put("bad-ttl", "PUT /latest/api/token HTTP/1.1\r\nContent-Length: 0\r\n" + end);
    requests.put(
        "azure",
        "GET /metadata/instance?api-version=2021-02-01 HTTP/1.1\r\nMetadata: true\r\n" + end);
    requests.put(
        "gcp",
        "GET /computeMetadata/v1/project/project-id HTTP/1.1\r\nMetadata-Flavor: Google\r\n" + end);
    requests.put("query", "GET /echo/x?y=1&z=%20 HTTP/1.1\r\n" + end);
    requests.put("authorization", "GET /echo HTTP/1.1\r\nAuthorization: Bearer Oracle\r\n" + end);
    requests.put("post", "POST /echo HTTP/1.1\r\nContent-Length: 5\r\n" + end + "hello");
    requests.put(
        "chunked",
        "POST /echo HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + end + "5\r\nhello\r\n0\r\n\r\n");
    return requests;
  }

  private static String[] arguments(Map<String, String> requests) {
    List<String> arguments = new ArrayList<>(List.of(HOST));
    requests.forEach(
        (name, text) ->
            arguments.add(
                name
                    + "="
                    + Base64.getEncoder()
                        .encodeToString(text.getBytes(StandardCharsets.ISO_8859_1))));
    return arguments.toArray(new String[0]);
  }

  @TestFactory
  Stream<DynamicTest> everyRequestIsAnsweredAsItWouldBe() {
    String[] arguments = arguments(requests());
    return Jdk.few().stream()
        .flatMap(
            jdk -> {
              Jvm.Run bare = Jvm.on(jdk).run("io.imdsguard.probes.Raw", arguments);
              Jvm.Run guarded = Jvm.on(jdk).guarded("").run("io.imdsguard.probes.Raw", arguments);
              return requests().keySet().stream()
                  .map(
                      name ->
                          DynamicTest.dynamicTest(
                              jdk + ": " + name,
                              () ->
                                  assertThat(guarded.probes().get(name))
                                      .as(guarded.toString())
                                      .isEqualTo(bare.probes().get(name))));
            });
  }

  @TestFactory
  Stream<DynamicTest> whatEnforceModeWouldRefuseIsRecordedAsSuch() {
    Jvm.Run run = monitored(requests());
    return Stream.of("two-spaces", "dots", "plain", "azure")
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () ->
                        assertThat(
                                events(run).get(new ArrayList<>(requests().keySet()).indexOf(name)))
                            .contains("\"decision\":\"would-deny\"")));
  }

  @Test
  void noQueryIsInAnEvent() {
    Jvm.Run run = monitored(requests());

    assertThat(run.stderr()).doesNotContain("api-version").doesNotContain("z=%20");
  }

  @Test
  void aLongPollIsWaitedFor() {
    service.behaviour().latency(Duration.ofSeconds(7));
    String poll =
        requests().get("gcp").replace("/project/project-id", "/project/project-id?alt=text");
    Jvm.Run run = monitored(Map.of("poll", poll));

    assertThat(run.probes().get("poll")).as(run.toString()).startsWith("GOT 200");
  }

  @Test
  void behindAHopLimitOfOneARequestIsCarriedAsItCame() {
    service.behaviour().hangTokenRequests();
    Jvm.Run run = monitored(Map.of("plain", requests().get("plain")));

    assertThat(run.probes().get("plain")).as(run.toString()).startsWith("GOT 200");
  }

  @Test
  void behindAHopLimitOfOneTheEventSaysSo() {
    service.behaviour().hangTokenRequests();
    Jvm.Run run = monitored(Map.of("plain", requests().get("plain")));

    assertThat(run.stderr()).contains("\"imds\":\"v1\"").contains("hop limit");
  }

  @Test
  void behindAHopLimitOfOneEnforceModeDeniesAndSaysWhy() {
    service.behaviour().hangTokenRequests();
    Jvm.Run run =
        Jvm.on(Jdk.current())
            .guarded("mode=enforce")
            .library("aws-v2")
            .run("io.imdsguard.probes.AwsV2", Service.HOST + Service.CREDENTIALS);

    assertThat(run.stderr()).contains("\"decision\":\"deny\"").contains("hop limit");
  }

  private static Jvm.Run monitored(Map<String, String> requests) {
    return Jvm.on(Jdk.current()).guarded("").run("io.imdsguard.probes.Raw", arguments(requests));
  }

  private static List<String> events(Jvm.Run run) {
    return run.stderr().lines().filter(line -> line.startsWith("{")).toList();
  }
}
