package io.imdsguard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The rooms and who may know whom: one way through, from {@code agent} to {@code audit}; a room may
 * know those after it, never those before it. The command line stands apart: nobody knows it, and
 * it knows what an operator asks about.
 */
@AnalyzeClasses(packages = "io.imdsguard", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest static final ArchRule bootKnowsNothing = only("boot", "boot");

  @ArchTest
  static final ArchRule hooks = only("hooks", "hooks", "caller", "gate", "policy", "metadata");

  @ArchTest static final ArchRule callers = only("caller", "caller", "policy");

  @ArchTest static final ArchRule gate = only("gate", "gate", "policy", "metadata", "sts", "audit");

  @ArchTest static final ArchRule policy = only("policy", "policy", "metadata", "sts");

  @ArchTest static final ArchRule metadata = only("metadata", "metadata", "sts");

  @ArchTest static final ArchRule sts = only("sts", "sts");

  @ArchTest static final ArchRule signer = only("signer", "signer", "sts");

  @ArchTest
  static final ArchRule onlyTheSignerKnowsItsLibrary =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.imdsguard.signer")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("software.amazon..", "org.slf4j..");

  @ArchTest
  static final ArchRule nobodyKnowsTheSigner =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.imdsguard.signer")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.imdsguard.signer");

  @ArchTest static final ArchRule audit = only("audit", "audit");

  @ArchTest static final ArchRule cli = only("cli", "cli", "gate", "policy", "metadata", "sts");

  @ArchTest
  static final ArchRule theHooksDoNotReadThePolicy =
      noClasses()
          .that()
          .resideInAPackage("io.imdsguard.hooks")
          .should()
          .dependOnClassesThat()
          .haveSimpleName("Policy");

  @ArchTest
  static final ArchRule onlyTheAgentRoomKnowsInstrumentation =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.imdsguard.agent")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.lang.instrument");

  @ArchTest
  static final ArchRule nothingLogsThroughTheJdk =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.logging", "java.lang.management", "javax.management");

  @ArchTest
  static final ArchRule noRegularExpressionsAndNoStreamsInTheApplicationsJvm =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.imdsguard.cli", "io.imdsguard.simulator")
          .and()
          // StackWalker hands its frames out as a stream and in no other way.
          .haveNameNotMatching(".*\\.WalkerStack(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.regex", "java.util.stream");

  @ArchTest
  static final ArchRule onlyTheGateAndTheUpstreamOpenConnections =
      noClasses()
          .that()
          .resideInAnyPackage("io.imdsguard.policy", "io.imdsguard.caller", "io.imdsguard.audit")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.channels..", "java.net.http");

  private static ArchRule only(String room, String... known) {
    String[] packages = new String[known.length + 7];
    packages[0] = "java..";
    packages[1] = "org.snakeyaml..";
    packages[2] = "picocli..";
    packages[3] = "net.bytebuddy..";
    packages[4] = "javax..";
    packages[5] = "";
    packages[6] = "software.amazon..";
    for (int i = 0; i < known.length; i++) {
      packages[7 + i] = "io.imdsguard." + known[i];
    }
    return classes()
        .that()
        .resideInAPackage("io.imdsguard." + room)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(packages);
  }
}
