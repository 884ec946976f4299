package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar imds-guard-agent.jar attach PID}. */
class AttachIT {
  private static final String URL = Service.HOST + Service.CREDENTIALS;
  @RegisterExtension static final Service SERVICE = new Service();
  @TempDir static Path folder;

  private static Jvm.Run attach(Jdk jdk, Jvm.Running to, String options) {
    return Jvm.on(jdk)
        .startRaw(
            List.of(
                "-jar",
                Jvm.AGENT.toString(),
                "attach",
                "" + to.process().pid(),
                "--options=" + options))
        .finish();
  }

  private static Jvm.Running target(Jdk jdk) {
    return Jvm.on(jdk).start("io.imdsguard.probes.OnDemand", URL).awaitLine("ready");
  }

  @TestFactory
  Stream<DynamicTest> whatConnectsAfterwardsIsGuarded() {
    return OnJdks.every(
        jdk -> {
          try (Jvm.Running jvm = target(jdk)) {
            jvm.say("before").awaitLine("PROBE before GOT 200");
            Jvm.Run attached = attach(jdk, jvm, "mode=enforce");
            Jvm.Run run = jvm.say("after").end();
            assertThat(run.probes().get("after"))
                .as(attached + "\n" + run)
                .startsWith("REFUSED 403");
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> attachedTwiceItStaysOnce() {
    return OnJdks.every(
        jdk -> {
          try (Jvm.Running jvm = target(jdk)) {
            attach(jdk, jvm, "mode=enforce");
            attach(jdk, jvm, "mode=monitor");
            Jvm.Run run = jvm.say("after").end();
            assertThat(run.stderr().lines().filter(line -> line.startsWith("IMDS Guard 0.")))
                .as(run.toString())
                .containsExactly(
                    "IMDS Guard 0.1.0: on, policy built-in, mode enforce, audit to stderr");
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> attachedTwiceTheCommandFailsAndSaysSo() {
    return OnJdks.each(
        Jdk.few(),
        jdk -> {
          try (Jvm.Running jvm = target(jdk)) {
            attach(jdk, jvm, "mode=enforce");
            Jvm.Run second = attach(jdk, jvm, "mode=monitor");
            assertThat(second.exit() + " " + second.stdout())
                .as(second.toString())
                .isEqualTo(
                    "1 IMDS Guard: it is in this JVM already, and nothing has changed. It began as:"
                        + " IMDS Guard 0.1.0: on, policy built-in, mode enforce, audit to stderr\n");
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> theCommandSaysHowTheJvmIsGuarded() {
    return OnJdks.each(
        Jdk.few(),
        jdk -> {
          try (Jvm.Running jvm = target(jdk)) {
            Jvm.Run attached = attach(jdk, jvm, "mode=enforce");
            assertThat(attached.exit() + " " + attached.stdout())
                .as(attached.toString())
                .isEqualTo(
                    "0 IMDS Guard 0.1.0: on, policy built-in, mode enforce, audit to stderr\n");
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> aMisspelledOptionChangesNothing() {
    return whatIsWrongChangesNothing("mode=enforc", "option 'mode' is 'enforc'");
  }

  @TestFactory
  Stream<DynamicTest> aPolicyThatIsNotValidChangesNothing() throws IOException {
    Path policy = Files.writeString(folder.resolve("bad.yaml"), "version: 1\nrulez: []\n");
    return whatIsWrongChangesNothing("policy=" + policy, "bad.yaml:2:1: unknown key 'rulez'");
  }

  @TestFactory
  Stream<DynamicTest> anAuditLogThatCantBeWrittenChangesNothing() {
    return whatIsWrongChangesNothing(
        "mode=enforce,audit=/nonexistent/audit.jsonl",
        "the audit log /nonexistent/audit.jsonl can't be written");
  }

  private static Stream<DynamicTest> whatIsWrongChangesNothing(String options, String line) {
    return OnJdks.each(
        Jdk.few(),
        jdk -> {
          try (Jvm.Running jvm = target(jdk)) {
            Jvm.Run attached = attach(jdk, jvm, options);
            Jvm.Run run = jvm.say("after").end();
            assertThat(attached.exit() + " " + attached.stdout() + run.probes().get("after"))
                .as(attached + "\n" + run)
                .startsWith("1 IMDS Guard: not attached, and nothing has changed: ")
                .contains(line)
                .contains("\nGOT 200");
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> correctedTheOptionsAreTaken() {
    return OnJdks.each(
        Jdk.few(),
        jdk -> {
          try (Jvm.Running jvm = target(jdk)) {
            attach(jdk, jvm, "mode=enforc");
            Jvm.Run attached = attach(jdk, jvm, "mode=enforce");
            Jvm.Run run = jvm.say("after").end();
            assertThat(run.probes().get("after"))
                .as(attached + "\n" + run)
                .startsWith("REFUSED 403");
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> attachedToAGuardedJvmItChangesNothing() {
    return OnJdks.every(
        jdk -> {
          try (Jvm.Running jvm =
              Jvm.on(jdk)
                  .guarded("mode=enforce")
                  .start("io.imdsguard.probes.OnDemand", URL)
                  .awaitLine("ready")) {
            attach(jdk, jvm, "enabled=false");
            Jvm.Run run = jvm.say("after").end();
            assertThat(run.probes().get("after")).as(run.toString()).startsWith("REFUSED 403");
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> aProxyThatWasMadeBeforeCarriesNoMetadata() throws IOException {
    HttpServer proxy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    proxy.start();
    String port = "" + proxy.getAddress().getPort();
    return OnJdks.every(
            jdk -> {
              try (Jvm.Running jvm =
                  Jvm.on(jdk)
                      .start("io.imdsguard.probes.ProxyMadeBefore", URL, port)
                      .awaitLine("ready")) {
                jvm.say("before").awaitLine("PROBE before GOT 200");
                attach(jdk, jvm, "mode=enforce");
                Jvm.Run run = jvm.say("after").end();
                assertThat(run.probes().get("after")).as(run.toString()).startsWith("REFUSED 403");
              }
            })
        .onClose(() -> proxy.stop(0));
  }
}
