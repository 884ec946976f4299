package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
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

/** What an application's first connection, which is not metadata's, has to wait for. */
class FirstConnectionIT {
  private static final String HIDDEN = "imds-guard/";
  private static final Pattern CLASS =
      Pattern.compile("\\b((?:io\\.imdsguard\\.(?!probes)|net\\.bytebuddy\\.)[\\w.$]+) ");
  private static final Pattern CONNECTS =
      Pattern.compile("\\b(?:sun\\.nio\\.ch\\.Net|java\\.net\\.AbstractPlainSocketImpl) ");

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

  /** The agent's classes that were loaded before the first class that connects. */
  private static List<String> waitedFor(Jdk jdk) {
    Jvm.Run run =
        Jvm.on(jdk)
            .guarded("mode=enforce")
            .option("-verbose:class")
            .start("io.imdsguard.probes.OnDemand", url())
            .say("elsewhere")
            .end();
    assertThat(run.stdout()).contains("PROBE elsewhere GOT 200");
    List<String> loaded = new ArrayList<>();
    for (String line : run.stdout().lines().toList()) {
      if (CONNECTS.matcher(line).find()) {
        return loaded;
      }
      Matcher name = CLASS.matcher(line);
      if (name.find()) {
        loaded.add(name.group(1));
      }
    }
    throw new AssertionError("nothing connected:\n" + run);
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
    Set<String> first = classesOfTheFirstArchive();
    return OnJdks.every(
        jdk ->
            assertThat(waitedFor(jdk))
                .filteredOn(name -> !name.equals("io.imdsguard.agent.ImdsGuardAgent"))
                .isSubsetOf(first));
  }

  private static Set<String> classesOfTheFirstArchive() throws IOException {
    Set<String> names = new HashSet<>();
    try (JarFile jar = new JarFile(Jvm.AGENT.toFile())) {
      for (JarEntry entry : java.util.Collections.list(jar.entries())) {
        names.add(className(entry.getName()));
      }
      byte[] start = jar.getInputStream(jar.getEntry(HIDDEN + "start.zip")).readAllBytes();
      try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(start))) {
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
