package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an application's first connection has to wait for: the less, the sooner it comes up. */
class FirstConnectionIT {
  private static final String HIDDEN = "imds-guard/";
  private static final Pattern CLASS =
      Pattern.compile("\\b((?:io\\.imdsguard\\.(?!probes)|net\\.bytebuddy\\.)[\\w.$]+) ");
  private static final Pattern CONNECTS =
      Pattern.compile("\\b(?:sun\\.nio\\.ch\\.Net|java\\.net\\.AbstractPlainSocketImpl) ");

  @RegisterExtension static final Service SERVICE = new Service();
  private static HttpServer server;

  @BeforeAll
  static void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void end() {
    server.stop(0);
  }

  /** What the JVM says of the classes that it loads, while it fetches a URL once. */
  private static List<String> fetching(Jdk jdk, String url) {
    Jvm.Run run =
        Jvm.on(jdk)
            .guarded("mode=enforce")
            .option("-verbose:class")
            .start("io.imdsguard.probes.OnDemand", url)
            .say("fetch")
            .end();
    assertThat(run.stdout()).contains("PROBE fetch ");
    return run.stdout().lines().toList();
  }

  /** The agent's classes that were loaded before the first class that connects. */
  private static List<String> waitedFor(Jdk jdk) {
    return agents(
        fetching(jdk, url()).stream().takeWhile(line -> !CONNECTS.matcher(line).find()).toList());
  }

  private static List<String> agents(List<String> lines) {
    List<String> loaded = new ArrayList<>();
    for (String line : lines) {
      Matcher name = CLASS.matcher(line);
      if (name.find()) {
        loaded.add(name.group(1));
      }
    }
    return loaded;
  }

  private static String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  @TestFactory
  Stream<DynamicTest> itDoesNotWaitForWhatDecidesAndAnswers() {
    return OnJdks.every(
        jdk ->
            assertThat(waitedFor(jdk))
                .isNotEmpty()
                .noneMatch(
                    name -> name.matches("io\\.imdsguard\\.(gate|policy|audit|sts|caller)\\..*")));
  }

  @TestFactory
  Stream<DynamicTest> whatItWaitsForLiesInTheJarAndItsFirstArchive() throws IOException {
    Set<String> first = classesIn("start.zip");
    first.addAll(classesInTheJarItself());
    return OnJdks.every(
        jdk ->
            assertThat(waitedFor(jdk))
                .filteredOn(name -> !name.equals("io.imdsguard.agent.ImdsGuardAgent"))
                .isSubsetOf(first));
  }

  @TestFactory
  Stream<DynamicTest> toDecideAboutMetadataNothingIsNeededThatFewNeed() throws IOException {
    Set<String> seldom = classesIn("seldom.zip");
    return OnJdks.every(
        jdk ->
            assertThat(agents(fetching(jdk, Service.HOST + Service.CREDENTIALS)))
                .contains("io.imdsguard.gate.Gate")
                .doesNotContainAnyElementsOf(seldom));
  }

  private static Set<String> classesInTheJarItself() throws IOException {
    Set<String> names = new HashSet<>();
    try (JarFile jar = new JarFile(Jvm.AGENT.toFile())) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        names.add(className(entry.getName()));
      }
    }
    return names;
  }

  private static Set<String> classesIn(String archive) throws IOException {
    Set<String> names = new HashSet<>();
    try (JarFile jar = new JarFile(Jvm.AGENT.toFile())) {
      byte[] bytes = jar.getInputStream(jar.getEntry(HIDDEN + archive)).readAllBytes();
      try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
          names.add(className(entry.getName()));
        }
      }
    }
    return names;
  }

  private static String className(String file) {
    return file.replace(HIDDEN, "").replace(".classdata", "").replace('/', '.');
  }
}
