package io.imdsguard.e2e;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.imdsguard.simulator.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every byte that a guarded JVM and its child leave where somebody else can read it is searched for
 * the service's secrets, while and after credentials were handed out in every way there is.
 */
class LeavesNoTraceIT {
  private static final String PROBE = "io.imdsguard.probes.api.Traces";
  private static final String URL = Service.HOST + Service.CREDENTIALS;
  private static final String POLICY =
      """
      version: 1
      mode: enforce
      rules:
        - allow: asks-the-agent
          kind: credentials
          callers: [io.imdsguard.probes.api.Permitted]
        - allow: asks-the-service
          callers: [io.imdsguard.probes.api.Traces]
          paths: ["@credentials"]
        - allow: tool
          kind: process
          callers: [io.imdsguard.probes.api.Traces]
          commands: [%s]
          credentials: true
      """;

  @RegisterExtension static final Service SERVICE = new Service();

  @TempDir private Path folder;

  /** What can be read, and where: after a run, or of a process that runs. */
  private final Map<String, byte[]> traces = new TreeMap<>();

  private Path write(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Jvm.Running start(Jdk jdk) throws IOException {
    Path tool = write("tool", "#!/bin/sh\nexec sleep 100\n");
    Path policy = write("policy.yaml", POLICY.formatted(tool));
    Jvm jvm =
        Jvm.on(jdk)
            .option("-Djava.io.tmpdir=" + folder, "-XX:ErrorFile=" + folder.resolve("crash"))
            .option("-Djdk.lang.Process.launchMechanism=FORK")
            .guarded("policy=" + policy + ",audit=" + folder.resolve("audit.jsonl"))
            .classPath(Jvm.API)
            .environment("HOME", folder.toString());
    if (jdk.feature() >= 11) {
      String recording = folder.resolve("recording.jfr").toString();
      jvm.option("-XX:StartFlightRecording=settings=profile,filename=" + recording);
    }
    return jvm.start(PROBE, tool.toString(), URL).awaitLine("PROBE equipped");
  }

  /** What others on the machine see of a process and of what it has started. */
  private void look(ProcessHandle process) throws Exception {
    Path proc = Path.of("/proc", "" + process.pid());
    for (String file : List.of("environ", "cmdline", "status")) {
      traces.put(file + " of " + process.pid(), Files.readAllBytes(proc.resolve(file)));
    }
    List<Path> threads = new ArrayList<>();
    try (Stream<Path> all = Files.list(proc.resolve("task"))) {
      all.forEach(threads::add);
    }
    for (Path thread : threads) {
      traces.put("" + thread, Files.readAllBytes(thread.resolve("comm")));
    }
    for (ProcessHandle child : process.children().toList()) {
      look(child);
    }
  }

  private void lookAtAll(Jdk jdk, Jvm.Running jvm) throws Exception {
    look(jvm.process().toHandle());
    said("ps", "ps", "axeww");
    String jcmd = Path.of(jdk.java()).resolveSibling("jcmd").toString();
    for (String command :
        List.of("Thread.print", "VM.system_properties", "VM.flags", "PerfCounter.print")) {
      said(command, jcmd, "" + jvm.process().pid(), command);
    }
  }

  private void said(String name, String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    byte[] said = process.getInputStream().readAllBytes();
    assertThat(said).as(name).isNotEmpty();
    traces.put(name, said);
  }

  private void lookAtFiles(Jvm.Run run) throws IOException {
    traces.put("standard output", run.stdout().getBytes(UTF_8));
    traces.put("standard error", run.stderr().getBytes(UTF_8));
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      traces.put("" + folder.relativize(file), Files.readAllBytes(file));
    }
  }

  /** Where a secret was found, and in which shape. */
  private static Map<String, String> found(Map<String, byte[]> where) {
    Tripwire tripwire = new Tripwire(SERVICE.simulator().secrets());
    Map<String, String> found = new TreeMap<>();
    where.forEach(
        (name, bytes) -> {
          String shape = tripwire.find(bytes);
          if (shape != null) {
            found.put(name, shape);
          }
        });
    return found;
  }

  private Jvm.Run runAndLook(Jdk jdk) throws Exception {
    traces.clear();
    try (Jvm.Running jvm = start(jdk)) {
      lookAtAll(jdk, jvm);
      Jvm.Run run = jvm.say("").end();
      lookAtFiles(run);
      return run;
    }
  }

  @TestFactory
  Stream<DynamicTest> nothingThatARunLeavesHasASecretInIt() {
    return OnJdks.every(
        jdk -> {
          Jvm.Run run = runAndLook(jdk);
          assertThat(run.probes().get("api")).as(run.toString()).endsWith("whole");
          assertThat(run.probes().get("keys")).as(run.toString()).startsWith("GOT ");
          assertThat(traces).containsKeys("audit.jsonl", "standard error", "Thread.print", "ps");
          assertThat(found(traces)).isEmpty();
        });
  }

  @TestFactory
  Stream<DynamicTest> norWhereTheServicesAnswerIsTorn() {
    return OnJdks.each(
        Jdk.few(),
        jdk -> {
          int keep = 400;
          SERVICE
              .simulator()
              .behaviour()
              .fail(r -> r.path().endsWith(Service.ROLE), Fault.truncateBody(keep));
          try {
            Jvm.Run run = runAndLook(jdk);
            assertThat(run.probes().get("api")).as(run.toString()).startsWith("UNAVAILABLE");
            assertThat(found(traces)).isEmpty();
          } finally {
            SERVICE.simulator().behaviour().heal();
          }
        });
  }

  /** The token is for the child alone: nobody else is shown it, and it is written nowhere. */
  @Test
  void aChildsTokenIsInItsEnvironmentAlone() throws Exception {
    runAndLook(Jdk.current());
    Set<String> with =
        traces.entrySet().stream()
            .filter(e -> new String(e.getValue(), UTF_8).contains("AUTHORIZATION_TOKEN="))
            .map(Map.Entry::getKey)
            .filter(name -> !name.equals("ps"))
            .collect(Collectors.toSet());

    assertThat(with).hasSize(1).allMatch(name -> name.startsWith("environ of "));
  }

  /** The command line prints keys to whoever runs it, so a wire that works trips over it. */
  @Test
  void theSearchFindsKeysThatAreThere() {
    Jvm.Run run =
        Jvm.on(Jdk.current())
            .startRaw(List.of("-jar", Jvm.AGENT.toString(), "credentials", "--format=json"))
            .finish();

    assertThat(found(Map.of("printed", run.stdout().getBytes(UTF_8))))
        .containsEntry("printed", "as it is");
  }

  @Test
  void theSearchFindsThemInEveryShape() {
    String key = SERVICE.simulator().credentials().secretAccessKey();
    byte[] bytes = ("x" + key).getBytes(UTF_8);
    Map<String, byte[]> shapes =
        Map.of(
            "as UTF-16", key.getBytes(UTF_16LE),
            "as hexadecimal", HexFormat.of().formatHex(bytes).getBytes(UTF_8),
            "as Base64", Base64.getEncoder().encode(bytes));

    assertThat(found(shapes))
        .isEqualTo(shapes.keySet().stream().collect(Collectors.toMap(s -> s, s -> s)));
  }
}
