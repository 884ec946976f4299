package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A web application in Tomcat, with the AWS SDK in its own lib folder. */
class TomcatIT {
  @RegisterExtension static final Service SERVICE = new Service();

  @TempDir private static Path folder;
  private static Path webapp;

  @BeforeAll
  static void start() throws IOException {
    webapp = folder.resolve("webapp");
    Path classes = Files.createDirectories(webapp.resolve("WEB-INF/classes/io/imdsguard/probes"));
    Path lib = Files.createDirectories(webapp.resolve("WEB-INF/lib"));
    for (String name : List.of("AskServlet", "Http")) {
      Path type = Path.of("io/imdsguard/probes", name + ".class");
      Files.copy(Jvm.PROBES.resolve(type), classes.resolve(name + ".class"));
    }
    try (Stream<Path> jars = Files.list(Path.of("libraries/aws-v2/target/jars"))) {
      for (Path jar : jars.toList()) {
        Files.copy(jar, lib.resolve(jar.getFileName()));
      }
    }
    Files.writeString(
        webapp.resolve("WEB-INF/web.xml"),
        """
        <web-app xmlns="http://xmlns.jcp.org/xml/ns/javaee" version="4.0">
          <servlet>
            <servlet-name>ask</servlet-name>
            <servlet-class>io.imdsguard.probes.AskServlet</servlet-class>
          </servlet>
          <servlet-mapping><servlet-name>ask</servlet-name><url-pattern>/ask</url-pattern>
          </servlet-mapping>
        </web-app>
        """);
  }

  private static Jvm.Run run(Jdk jdk) throws IOException {
    Path base = Files.createTempDirectory(folder, "base");
    return Jvm.on(jdk)
        .guarded("mode=enforce")
        .library("tomcat")
        .run(
            "io.imdsguard.probes.InTomcat",
            base.toString(),
            webapp.toString(),
            Service.HOST + Service.CREDENTIALS);
  }

  @TestFactory
  Stream<DynamicTest> theSdkGetsItsKeysAndTheServletDoesNot() throws IOException {
    return Jdk.few().stream()
        .flatMap(
            jdk -> {
              try {
                Jvm.Run run = run(jdk);
                return Stream.of(
                    DynamicTest.dynamicTest(
                        jdk + ": the SDK gets its keys",
                        () ->
                            assertThat(run.probes().get("sdk"))
                                .as(run.toString())
                                .startsWith("GOT 200 ASIA")),
                    DynamicTest.dynamicTest(
                        jdk + ": the servlet does not",
                        () ->
                            assertThat(run.probes().get("direct"))
                                .as(run.toString())
                                .contains("403 refused")));
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
  }
}
