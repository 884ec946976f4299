package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** However the address is written, it leads to the gate. */
class SpellingsIT {
  private static final List<Spelling> ALL = Spelling.all();
  private static final String PROBE = "io.imdsguard.probes.Spellings";
  @RegisterExtension static final Service SERVICE = new Service();

  @TestFactory
  Stream<DynamicTest> noSpellingReachesTheService() {
    return Jdk.all().stream().flatMap(jdk -> check(jdk, jdk.toString(), Jvm.on(jdk)));
  }

  @TestFactory
  Stream<DynamicTest> noAmbiguousSpellingReachesTheService() {
    return Jdk.from(17).stream()
        .flatMap(
            jdk ->
                check(
                    jdk,
                    jdk + ", ambiguous literals",
                    Jvm.on(jdk)
                        .option("-Djdk.net.allowAmbiguousIPAddressLiterals=true")
                        .option("-Djdk.net.url.delayParsing=true")));
  }

  @TestFactory
  Stream<DynamicTest> withoutTheAgentTheyWould() {
    Jvm.Run run = Jvm.on(Jdk.current()).run(PROBE, Spelling.file(ALL).toString());
    return ALL.stream()
        .filter(Spelling::isEc2Everywhere)
        .map(
            spelling ->
                DynamicTest.dynamicTest(
                    spelling.id(),
                    () ->
                        assertThat(run.probes().get(spelling.id() + "/socket"))
                            .startsWith("GOT 200")));
  }

  private static Stream<DynamicTest> check(Jdk jdk, String name, Jvm jvm) {
    int before = SERVICE.simulator().journal().requests().size();
    Jvm.Run run = jvm.guarded("mode=enforce").run(PROBE, Spelling.file(ALL).toString());
    int after = SERVICE.simulator().journal().requests().size();
    Stream<DynamicTest> whole =
        Stream.of(
            DynamicTest.dynamicTest(
                name + ": all were tried",
                () -> assertThat(run.probes()).hasSizeGreaterThanOrEqualTo(ALL.size())),
            DynamicTest.dynamicTest(
                name + ": the service saw no request", () -> assertThat(after).isEqualTo(before)),
            DynamicTest.dynamicTest(
                name + ": no spelling got an answer",
                () ->
                    assertThat(run.probes().values())
                        .as(run.stdout())
                        .noneMatch(outcome -> outcome.startsWith("GOT"))));
    Stream<DynamicTest> each =
        ALL.stream()
            .filter(spelling -> jdk.feature() >= 17 && spelling.isEc2Everywhere())
            .map(
                spelling ->
                    DynamicTest.dynamicTest(
                        name + ": " + spelling.id() + " is refused by the gate",
                        () ->
                            assertThat(run.probes().get(spelling.id() + "/socket"))
                                .startsWith("REFUSED 403")));
    return Stream.concat(whole, each);
  }
}
