package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whoever has the JVM's answers cached sees none of metadata's. */
class EavesdroppingIT {
  private static final String POLICY =
      """
      version: 1
      mode: enforce
      rules:
        - allow: probe
          callers: [io.imdsguard.probes.Eavesdropping]
          paths: ["@credentials"]
      """;

  @RegisterExtension static final Service SERVICE = new Service();
  private static HttpServer other;

  @TempDir private Path folder;

  @BeforeAll
  static void startOther() throws Exception {
    other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          byte[] body = "hello".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    other.start();
  }

  @AfterAll
  static void stopOther() {
    if (other != null) {
      other.stop(0);
    }
  }

  private Jvm.Run run(Jdk jdk) throws Exception {
    Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
    return Jvm.on(jdk)
        .guarded("policy=" + policy)
        .run(
            "io.imdsguard.probes.Eavesdropping",
            Service.HOST + Service.CREDENTIALS,
            "http://127.0.0.1:" + other.getAddress().getPort() + "/");
  }

  @TestFactory
  Stream<DynamicTest> aResponseCacheIsAskedAboutEverythingButMetadata() {
    return OnJdks.every(
        jdk -> {
          Jvm.Run run = run(jdk);
          assertThat(run.probes().get("before")).as(run.toString()).startsWith("GOT 200");
          assertThat(run.probes().get("after")).as(run.toString()).startsWith("GOT 200");
          assertThat(run.probes().get("seen")).as(run.toString()).startsWith("0 0");
          assertThat(run.probes().get("seen-of-other")).as(run.toString()).startsWith("SOME");
        });
  }
}
