package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is wrong with what the operator gave: one clear line, metadata denied, the application
 * running on.
 */
class BadInputIT {
  private static final String URL = Service.HOST + "/latest/meta-data/ami-id";
  @RegisterExtension static final Service SERVICE = new Service();

  @TempDir private static Path folder;

  private record Case(String name, String options, String line) {}

  private static Case policy(String name, String text, String line) {
    try {
      Path file = folder.resolve(name + ".yaml");
      Files.writeString(file, text);
      return new Case(name, "policy=" + file, "DENIED to everybody: " + file + line);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<Case> cases() {
    return List.of(
        new Case(
            "missing policy",
            "policy=/nonexistent.yaml",
            "DENIED to everybody: the policy /nonexistent.yaml does not exist"),
        new Case(
            "directory for a policy",
            "policy=" + folder,
            "DENIED to everybody: the policy " + folder + " is not a file"),
        policy("empty", "", ": the file is empty, expected 'version: 1'"),
        policy("malformed", "version: 1\nrules: [", ":2:9: no valid YAML"),
        policy("unknown-version", "version: 7\nrules: []", ":1:10: unknown version '7'"),
        policy("unknown-key", "version: 1\nrulez: []", ":2:1: unknown key 'rulez' in a policy"),
        policy(
            "duplicate-key",
            "version: 1\nmode: monitor\nmode: monitor\nrules: []",
            ":3:1: the key"),
        new Case("unknown option", "mdoe=enforce", "DENIED to everybody: unknown option 'mdoe=enf"),
        new Case(
            "unknown mode",
            "mode=strict",
            "DENIED to everybody: option 'mode' is 'strict', expected monitor or enforce"),
        new Case(
            "option given twice",
            "mode=monitor,mode=monitor",
            "DENIED to everybody: option 'mode' is given twice"));
  }

  @TestFactory
  Stream<DynamicTest> oneClearLineAndMetadataIsDenied() {
    return Jdk.few().stream().flatMap(jdk -> cases().stream().flatMap(each -> check(jdk, each)));
  }

  private static Stream<DynamicTest> check(Jdk jdk, Case each) {
    Jvm.Run run = fetch(jdk, each.options());
    String name = jdk + ", " + each.name() + ": ";
    return Stream.of(
        DynamicTest.dynamicTest(
            name + "one line says so",
            () ->
                assertThat(run.stderr().lines().filter(line -> line.contains(each.line())))
                    .as(run.toString())
                    .hasSize(1)),
        DynamicTest.dynamicTest(
            name + "metadata is denied",
            () -> assertThat(run.probes().get("fetch")).startsWith("REFUSED 403")),
        DynamicTest.dynamicTest(
            name + "the application runs on",
            () -> assertThat(run.stdout()).as(run.toString()).endsWith("done\n")));
  }

  private static Jvm.Run fetch(Jdk jdk, String options) {
    return Jvm.on(jdk)
        .guarded(options)
        .start("io.imdsguard.probes.OnDemand", URL)
        .say("fetch")
        .end();
  }

  @TestFactory
  Stream<DynamicTest> anAuditLogThatCantBeWrittenIsReportedOnce() {
    return onFew(
        "audit=/nonexistent/audit.jsonl",
        run ->
            assertThat(run.stderr().lines().filter(line -> line.contains("can't be written")))
                .as(run.toString())
                .hasSize(1));
  }

  @TestFactory
  Stream<DynamicTest> inMonitorModeItRefusesNothing() {
    return onFew(
        "audit=/nonexistent/audit.jsonl",
        run -> assertThat(run.probes().get("fetch")).startsWith("GOT 200"));
  }

  @TestFactory
  Stream<DynamicTest> inEnforceModeWhatCantBeRecordedIsDenied() throws IOException {
    Path policy = folder.resolve("all.yaml");
    Files.writeString(
        policy, "version: 1\nmode: enforce\nrules: [{allow: all, callers: ['*'], paths: ['*']}]\n");
    return onFew(
        "audit=/dev/full,policy=" + policy,
        run ->
            assertThat(run.probes().get("fetch"))
                .as(run.toString())
                .startsWith("REFUSED 403")
                .contains("could not be recorded"));
  }

  private interface Check {
    void on(Jvm.Run run);
  }

  private static Stream<DynamicTest> onFew(String options, Check check) {
    return Jdk.few().stream()
        .map(jdk -> DynamicTest.dynamicTest(jdk.toString(), () -> check.on(fetch(jdk, options))));
  }
}
