package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a product: what is in it, what of it is seen, and where it runs. */
class PackagingIT {
  private static final String URL = Service.HOST + "/latest/meta-data/ami-id";
  private static final List<String> ON_DEMAND = List.of("OnDemand", "Report", "Probe", "Http");
  @RegisterExtension static final Service SERVICE = new Service();

  @TempDir private static Path folder;

  @Test
  void oneClassCanBeFoundByName() throws IOException {
    try (JarFile jar = new JarFile(Jvm.AGENT.toFile())) {
      assertThat(jar.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class")))
          .containsExactly("io/imdsguard/agent/ImdsGuardAgent.class");
    }
  }

  @Test
  void everyClassIsForJava8() throws IOException {
    List<String> newer = new ArrayList<>();
    try (JarFile jar = new JarFile(Jvm.AGENT.toFile())) {
      for (ZipEntry entry : jar.stream().toList()) {
        if (entry.getName().endsWith(".zip")) {
          try (ZipInputStream archive = new ZipInputStream(jar.getInputStream(entry))) {
            for (ZipEntry in = archive.getNextEntry(); in != null; in = archive.getNextEntry()) {
              check(in, archive, newer);
            }
          }
        } else {
          check(entry, jar.getInputStream(entry), newer);
        }
      }
    }

    assertThat(newer).isEmpty();
  }

  private static void check(ZipEntry entry, InputStream in, List<String> newer) throws IOException {
    String name = entry.getName();
    // Libraries carry what newer Javas would use besides; a loader on Java 8 never asks for it.
    if (name.startsWith("META-INF/") || !name.contains(".class") || name.contains("module-info")) {
      return;
    }
    DataInputStream data = new DataInputStream(in);
    data.readInt();
    data.readUnsignedShort();
    if (data.readUnsignedShort() > 52) {
      newer.add(name);
    }
  }

  @Test
  void itCarriesItsLicences() throws IOException {
    try (JarFile jar = new JarFile(Jvm.AGENT.toFile())) {
      assertThat(jar.stream().map(ZipEntry::getName))
          .contains("META-INF/LICENSE", "META-INF/NOTICE");
    }
  }

  @TestFactory
  Stream<DynamicTest> anApplicationFindsNothingOfOurs() {
    List<String> names =
        List.of(
            "io.imdsguard.agent.Premain",
            "io.imdsguard.boot.Junction",
            "io.imdsguard.gate.Gate",
            "io.imdsguard.cli.Cli",
            "org.snakeyaml.engine.v2.api.Load",
            "net.bytebuddy.jar.asm.ClassReader",
            "picocli.CommandLine",
            "io.imdsguard.sts.Scope",
            "io.imdsguard.signer.AwsSigner",
            "software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner",
            "org.reactivestreams.Publisher",
            "org.slf4j.impl.StaticLoggerBinder");
    List<String> arguments = new ArrayList<>(List.of(URL));
    arguments.addAll(names);
    return Jdk.all().stream()
        .flatMap(
            jdk -> {
              Jvm.Run run =
                  Jvm.on(jdk)
                      .guarded("mode=enforce")
                      .run("io.imdsguard.probes.Names", arguments.toArray(new String[0]));
              return names.stream()
                  .map(
                      name ->
                          DynamicTest.dynamicTest(
                              jdk + ": " + name,
                              () ->
                                  assertThat(run.probes().get(name))
                                      .as(run.toString())
                                      .isEqualTo("GOT nowhere")));
            });
  }

  @TestFactory
  Stream<DynamicTest> theEntryClassExposesTheJvmsEntriesOnly() {
    return OnJdks.every(
        jdk ->
            assertThat(
                    exposed(jdk, "io.imdsguard.agent.ImdsGuardAgent")
                        .replace("GOT ", "")
                        .split(" "))
                .containsOnly("premain", "agentmain", "main", "getResourceAsStream"));
  }

  @TestFactory
  Stream<DynamicTest> theBootClassExposesNoState() {
    return OnJdks.every(
        jdk -> assertThat(exposed(jdk, "java.net.ImdsGuardJunction")).doesNotContain("field"));
  }

  private static String exposed(Jdk jdk, String name) {
    Jvm.Run run = Jvm.on(jdk).guarded("mode=enforce").run("io.imdsguard.probes.Names", URL);
    return run.probes().get(name + "-exposes");
  }

  @TestFactory
  Stream<DynamicTest> anApplicationHasItsOwnVersionsOfOurLibraries() {
    Map<String, String> own =
        Map.of(
            "net.bytebuddy.ByteBuddy", "byte-buddy-1.12.23.jar",
            "org.snakeyaml.engine.v2.api.Load", "snakeyaml-engine-2.3.jar",
            "picocli.CommandLine", "picocli-4.2.0.jar",
            "com.fasterxml.jackson.databind.ObjectMapper", "jackson-databind-2.9.10.8.jar",
            "org.slf4j.Logger", "slf4j-api-1.7.36.jar");
    List<String> arguments = new ArrayList<>(List.of(URL));
    arguments.addAll(own.keySet());
    return Jdk.few().stream()
        .flatMap(
            jdk -> {
              Jvm.Run run =
                  Jvm.on(jdk)
                      .guarded("mode=enforce")
                      .library("others")
                      .run("io.imdsguard.probes.Names", arguments.toArray(new String[0]));
              return own.entrySet().stream()
                  .map(
                      each ->
                          DynamicTest.dynamicTest(
                              jdk + ": " + each.getValue(),
                              () ->
                                  assertThat(run.probes().get(each.getKey()))
                                      .endsWith("/" + each.getValue())));
            });
  }

  @TestFactory
  Stream<DynamicTest> itRunsOnAReadOnlyFileSystem() {
    return OnJdks.every(
        jdk -> {
          Path root = Files.createTempDirectory(folder, "root");
          // What the JVM itself would write is switched off; an agent that writes would fail.
          Jvm jvm = Jvm.on(jdk).readOnly(root).option("-XX:-UsePerfData").guarded("mode=enforce");
          Jvm.Run run = jvm.start("io.imdsguard.probes.OnDemand", URL).say("fetch").end();
          assertThat(run.probes().get("fetch")).as(run.toString()).startsWith("REFUSED 403");
        });
  }

  @TestFactory
  Stream<DynamicTest> itGuardsAnApplicationOnTheModulePath() {
    return Jdk.from(9).stream()
        .map(
            jdk ->
                DynamicTest.dynamicTest(
                    jdk.toString(),
                    () -> {
                      Path jar =
                          ProbeJar.write(
                              folder.resolve("probes" + jdk.feature() + ".jar"),
                              Map.of("Automatic-Module-Name", "probes"),
                              ON_DEMAND);
                      Jvm.Run run =
                          Jvm.on(jdk)
                              .guarded("mode=enforce")
                              .startRaw(
                                  List.of(
                                      "-p",
                                      jar.toString(),
                                      "-m",
                                      "probes/io.imdsguard.probes.OnDemand",
                                      URL))
                              .say("fetch")
                              .end();
                      assertThat(run.probes().get("fetch"))
                          .as(run.toString())
                          .startsWith("REFUSED 403");
                    }));
  }

  @TestFactory
  Stream<DynamicTest> itRunsInARuntimeOfTwoModules() {
    return Jdk.from(9).stream()
        .filter(jdk -> Files.isDirectory(jdk.home().resolve("jmods")))
        .map(
            jdk ->
                DynamicTest.dynamicTest(
                    jdk.toString(),
                    () -> {
                      Jdk small = new Jdk(jdk.feature(), jlink(jdk));
                      boolean starts = starts(small);
                      if (!starts) {
                        System.out.println(
                            "SKIPPED: what jlink makes of " + jdk + " does not start here");
                      }
                      Assumptions.assumeTrue(starts, "the runtime does not start here");
                      Jvm.Run run =
                          Jvm.on(small)
                              .guarded("mode=enforce")
                              .start("io.imdsguard.probes.OnDemand", URL)
                              .say("fetch")
                              .end();
                      assertThat(run.probes().get("fetch"))
                          .as(run.toString())
                          .startsWith("REFUSED 403");
                    }));
  }

  /** A JDK that was unpacked on another release of the system needs that system's libraries. */
  private static boolean starts(Jdk small) throws Exception {
    return new ProcessBuilder(small.java(), "-version")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  private static Path jlink(Jdk jdk) throws Exception {
    Path runtime = folder.resolve("runtime" + jdk.feature());
    Process jlink =
        new ProcessBuilder(
                jdk.home().resolve("bin/jlink").toString(),
                "--add-modules",
                "java.base,java.instrument",
                "--output",
                runtime.toString())
            .inheritIO()
            .start();
    assertThat(jlink.waitFor()).isZero();
    return runtime;
  }
}
