package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Child processes that a rule gives a way to the role's credentials. */
class EquippedProcessesIT {
  private static final String PROBE = "io.imdsguard.probes.api.Children";
  private static final String POLICY =
      """
      version: 1
      mode: %s
      rules:
        - allow: tool
          kind: process
          callers: [io.imdsguard.probes.api.Children]
          commands: [%s]
          credentials: true
      """;

  /** What a child prints of its environment: never the keys, and the token for the test alone. */
  private static final String SCRIPT =
      """
      #!/bin/sh
      env | grep -E '^(AWS_|MINE)' | sort
      if [ "$1" = wait ]; then exec sleep 100; fi
      """;

  private static final Pattern TOKEN =
      Pattern.compile("AWS_CONTAINER_AUTHORIZATION_TOKEN=([-_A-Za-z0-9]{43})(?: |$)");
  private static final Pattern URL =
      Pattern.compile("AWS_CONTAINER_CREDENTIALS_FULL_URI=(http://127.0.0.1:[0-9]+/credentials)");

  @RegisterExtension static final Service SERVICE = new Service();

  @TempDir private static Path folder;

  private static Path tool;
  private static Path other;

  @BeforeAll
  static void writeScripts() throws IOException {
    tool = script("tool");
    other = script("other");
  }

  private static Path script(String name) throws IOException {
    Path script = Files.writeString(folder.resolve(name), SCRIPT);
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Jvm.Running start(Jdk jdk, String mode) throws IOException {
    Path policy = folder.resolve(mode + ".yaml");
    Files.writeString(policy, POLICY.formatted(mode, tool));
    return Jvm.on(jdk)
        .option("-Djdk.lang.Process.launchMechanism=FORK")
        .environment("BYTES", "as they are")
        .guarded("policy=" + policy)
        .classPath(Jvm.API)
        .start(PROBE, tool.toString(), other.toString())
        .awaitLine("PROBE equipped");
  }

  private static Jvm.Run run(Jdk jdk) throws IOException {
    return start(jdk, "enforce").say("").end();
  }

  private static int status(String url, String token) throws Exception {
    return ask(url, token).statusCode();
  }

  private static HttpResponse<String> ask(String url, String token) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    if (token != null) {
      request.header("Authorization", token);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String find(Pattern what, String text) {
    Matcher matcher = what.matcher(text);
    return matcher.find() ? matcher.group(1) : null;
  }

  @TestFactory
  Stream<DynamicTest> inEveryWayToStartItTheChildGetsATokenOfItsOwn() {
    return OnJdks.every(
        jdk -> {
          Map<String, String> probes = run(jdk).probes();
          List<String> ways =
              Stream.of(
                      "builder",
                      "exec-string",
                      "exec-array",
                      "exec-environment",
                      "own-environment",
                      "pipeline")
                  .filter(way -> jdk.feature() >= 9 || !way.equals("pipeline"))
                  .toList();
          List<String> tokens = ways.stream().map(way -> find(TOKEN, probes.get(way))).toList();
          assertThat(tokens).as(probes.toString()).doesNotContainNull().doesNotHaveDuplicates();
        });
  }

  @TestFactory
  Stream<DynamicTest> theApplicationsOwnEnvironmentIsKeptAndStaysAsItIs() {
    return OnJdks.every(
        jdk -> {
          Map<String, String> probes = run(jdk).probes();
          assertThat(probes).containsEntry("map", "unchanged");
          assertThat(probes.get("own-environment"))
              .contains("MINE=kept")
              .doesNotContain("RELATIVE_URI");
          assertThat(probes.get("exec-environment")).contains("MINE=kept");
        });
  }

  @TestFactory
  Stream<DynamicTest> anotherProgramAndAnotherCallersGetNone() {
    return OnJdks.every(
        jdk -> {
          Jvm.Run run = run(jdk);
          assertThat(run.probes())
              .as(run.toString())
              .containsEntry("other", "")
              .containsEntry("by-another-caller", "");
        });
  }

  @TestFactory
  Stream<DynamicTest> theTokenGetsKeysWhileTheChildLivesAndNoLonger() {
    return OnJdks.every(
        jdk -> {
          try (Jvm.Running jvm = start(jdk, "enforce")) {
            String printed = jvm.stdout();
            String running = printed.substring(printed.indexOf("PROBE running"));
            String url = find(URL, running);
            String token = find(TOKEN, running.replace('\n', ' '));
            HttpResponse<String> keys = ask(url, token);
            assertThat(keys.statusCode()).as(jvm.stderr()).isEqualTo(200);
            assertThat(keys.body()).contains(SERVICE.simulator().credentials().secretAccessKey());
            assertThat(status(url, null)).isEqualTo(401);
            assertThat(status(url, token.substring(1) + "x")).isEqualTo(403);
            assertThat(status(url + "/x", token)).isEqualTo(404);
            jvm.say("").awaitLine("PROBE ended");
            assertThat(status(url, token)).isEqualTo(403);
            assertThat(jvm.end().stderr()).doesNotContain(token);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> theTokenOfAChildThatHasEndedIsWorthNothing() {
    return OnJdks.every(
        jdk -> {
          try (Jvm.Running jvm = start(jdk, "enforce")) {
            String builder =
                jvm.stdout()
                    .lines()
                    .filter(l -> l.startsWith("PROBE builder"))
                    .findFirst()
                    .orElseThrow();
            assertThat(status(find(URL, builder), find(TOKEN, builder))).isEqualTo(403);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> startAndHandOutAreRecorded() {
    return OnJdks.every(
        jdk -> {
          try (Jvm.Running jvm = start(jdk, "enforce")) {
            String running = jvm.stdout().substring(jvm.stdout().indexOf("PROBE running"));
            ask(find(URL, running), find(TOKEN, running.replace('\n', ' ')));
            ask(find(URL, running), "wrong");
            List<String> events =
                jvm.say("").end().stderr().lines().filter(l -> l.startsWith("{")).toList();
            assertThat(events.get(0))
                .contains(
                    "\"decision\":\"allow\",\"rule\":\"tool\"",
                    "\"method\":\"exec\"",
                    "\"command\":\"" + tool + "\"",
                    "started with a token",
                    "\"class\":\"" + PROBE + "\"");
            assertThat(events)
                .anyMatch(
                    line ->
                        line.contains("\"decision\":\"deny\"")
                            && line.contains("Elsewhere\"")
                            && line.contains("started without credentials"));
            assertThat(events.get(events.size() - 2))
                .contains(
                    "\"decision\":\"allow\",\"rule\":\"tool\"",
                    "\"method\":\"GET\"",
                    "\"command\":\"" + tool + "\"",
                    "\"kind\":\"credentials\"",
                    "\"status\":200,\"answered\":\"snapshot\"",
                    "\"class\":\"" + PROBE + "\"",
                    "\"client\":\"child process\"",
                    "\"access_key_id\":\"ASIA",
                    jdk.feature() >= 9 ? "\"child_pid\":" : "\"pid\":");
            assertThat(events.get(events.size() - 1))
                .contains("\"decision\":\"deny\"", "\"status\":403");
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> inMonitorModeTooNobodyElseGetsAToken() {
    return OnJdks.each(
        Jdk.few(),
        jdk -> {
          try (Jvm.Running jvm = start(jdk, "monitor")) {
            Map<String, String> probes = jvm.say("").end().probes();
            assertThat(probes.get("builder")).contains("AWS_CONTAINER_AUTHORIZATION_TOKEN=");
            assertThat(probes).containsEntry("other", "").containsEntry("by-another-caller", "");
          }
        });
  }
}
