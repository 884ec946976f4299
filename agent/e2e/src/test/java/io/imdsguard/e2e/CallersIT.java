package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whichever way code gets to a connection, the audit log names that code or nobody. */
class CallersIT {
  private static final String PREFIX = "/latest/meta-data/way-";
  private static final Pattern EVENT =
      Pattern.compile(
          "\"path\":\"" + PREFIX + "([a-z-]+)\".*?\"caller\":(null|\\{\"class\":\"([^\"]+))");
  @RegisterExtension static final Service SERVICE = new Service();

  @TestFactory
  Stream<DynamicTest> eachWayNamesTheCodeThatAsked() {
    return Jdk.all().stream()
        .flatMap(
            jdk -> {
              Jvm.Run run = ways(jdk);
              Map<String, String> callers = callers(run);
              return run.probes().keySet().stream()
                  .filter(way -> !way.equals("event-handler"))
                  .map(
                      way ->
                          DynamicTest.dynamicTest(
                              jdk + ": " + way,
                              () ->
                                  assertThat(callers.get(way))
                                      .as(run.toString())
                                      .isEqualTo("io.imdsguard.probes.Ways")));
            });
  }

  @TestFactory
  Stream<DynamicTest> codeOfTheJdkAloneIsNobody() {
    return Jdk.all().stream()
        .map(
            jdk ->
                DynamicTest.dynamicTest(
                    jdk.toString(),
                    () -> assertThat(callers(ways(jdk))).containsEntry("event-handler", "null")));
  }

  @TestFactory
  Stream<DynamicTest> javaNetHttpIsNamedByWhoSubmitted() {
    return OnJdks.each(
        Jdk.from(11),
        jdk -> {
          Jvm.Run run =
              Jvm.on(jdk)
                  .guarded("mode=enforce")
                  .run("io.imdsguard.probes.HttpClients", Service.HOST + PREFIX + "http");
          assertThat(run.stderr().lines().filter(line -> line.startsWith("{")))
              .as(run.toString())
              .hasSize(5)
              .allMatch(
                  line -> line.contains("\"caller\":{\"class\":\"io.imdsguard.probes.HttpClients"));
        });
  }

  private static Jvm.Run ways(Jdk jdk) {
    return Jvm.on(jdk)
        .guarded("mode=enforce")
        .run("io.imdsguard.probes.Ways", Service.HOST + PREFIX);
  }

  private static Map<String, String> callers(Jvm.Run run) {
    Map<String, String> callers = new LinkedHashMap<>();
    Matcher events = EVENT.matcher(run.stderr());
    while (events.find()) {
      callers.put(events.group(1), events.group(3) == null ? "null" : events.group(3));
    }
    return callers;
  }
}
