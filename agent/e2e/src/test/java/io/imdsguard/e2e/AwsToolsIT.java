package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Debian's awscli and boto3, as children of a guarded JVM and by {@code credential_process}. */
class AwsToolsIT {
  private static final String AWS = "/usr/bin/aws";
  private static final String PYTHON = "/usr/bin/python3";
  private static final String PROBE = "io.imdsguard.probes.api.Tool";
  private static final String RULE =
      """
      version: 1
      mode: enforce
      rules:
        - allow: tools
          kind: process
          callers: [io.imdsguard.probes.api.Tool]
          commands: [/usr/bin/aws, /usr/bin/python3]
          credentials: true
      """;
  private static final String NO_RULE = "version: 1\nmode: enforce\nrules: []\n";
  private static final String BOTO =
      "import boto3, sys; print(boto3.client('sts', region_name='eu-central-1',"
          + " endpoint_url=sys.argv[1]).get_caller_identity()['Arn'])";

  @RegisterExtension static final Service SERVICE = new Service();

  @TempDir private static Path folder;

  private StsStub sts;

  @BeforeEach
  void startSts() {
    sts = new StsStub(() -> SERVICE.simulator().credentials());
  }

  @AfterEach
  void stopSts() {
    sts.close();
  }

  /** Skips the test, out loud, where a tool is missing. */
  private static void required(String... command) throws Exception {
    boolean there =
        Files.isExecutable(Path.of(command[0]))
            && new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor()
                == 0;
    if (!there) {
      System.out.println(
          "SKIPPED: " + String.join(" ", command) + " does not run here, nothing is tried with it");
    }
    Assumptions.assumeTrue(there, String.join(" ", command) + " does not run here");
  }

  /** Runs a tool as a child of a guarded JVM; what it may not do is ask the service by itself. */
  private static Jvm.Run child(Jdk jdk, String policy, String... command) throws IOException {
    Path file = Files.writeString(Files.createTempFile(folder, "policy", ".yaml"), policy);
    return Jvm.on(jdk)
        .option("-Djdk.lang.Process.launchMechanism=FORK")
        .guarded("policy=" + file)
        .environment("HOME", folder.toString())
        .environment("AWS_EC2_METADATA_DISABLED", "true")
        .environment("AWS_DEFAULT_REGION", "eu-central-1")
        .run(PROBE, command);
  }

  private String[] callerIdentity() {
    return new String[] {AWS, "sts", "get-caller-identity", "--endpoint-url", sts.url()};
  }

  @TestFactory
  Stream<DynamicTest> withARuleAwscliHasTheRolesKeys() throws Exception {
    required(AWS, "--version");
    return OnJdks.each(
        Jdk.few(),
        jdk -> {
          Jvm.Run run = child(jdk, RULE, AWS, "configure", "list");
          String id = SERVICE.simulator().credentials().accessKeyId();
          assertThat(run.stdout())
              .as(run.toString())
              .containsPattern("access_key +\\*+" + id.substring(16) + " +container-role");
        });
  }

  @Test
  void withoutARuleAwscliHasNone() throws Exception {
    required(AWS, "--version");
    Jvm.Run run = child(Jdk.current(), NO_RULE, AWS, "configure", "list");

    assertThat(run.stdout()).as(run.toString()).containsPattern("access_key +<not set>");
  }

  @Test
  void withARuleAwsclisRequestsAreSignedWithThem() throws Exception {
    required(AWS, "--version");
    Jvm.Run run = child(Jdk.current(), RULE, callerIdentity());

    assertThat(run.stdout()).as(run.toString()).contains(StsStub.ARN);
  }

  @Test
  void withoutARuleAwscliCanSignNothing() throws Exception {
    required(AWS, "--version");
    Jvm.Run run = child(Jdk.current(), NO_RULE, callerIdentity());

    assertThat(run.stdout()).as(run.toString()).contains("Unable to locate credentials");
  }

  @Test
  void withARuleBoto3sRequestsAreSignedWithThem() throws Exception {
    required(PYTHON, "-c", "import boto3");
    Jvm.Run run = child(Jdk.current(), RULE, PYTHON, "-c", BOTO, sts.url());

    assertThat(run.stdout().trim()).as(run.toString()).isEqualTo(StsStub.ARN);
  }

  @Test
  void withoutARuleBoto3HasNone() throws Exception {
    required(PYTHON, "-c", "import boto3");
    Jvm.Run run = child(Jdk.current(), NO_RULE, PYTHON, "-c", BOTO, sts.url());

    assertThat(run.stdout()).as(run.toString()).contains("NoCredentialsError");
  }

  @Test
  void awscliTakesKeysFromTheCommandLineAsACredentialProcess() throws Exception {
    required(AWS, "--version");
    Path home = Files.createTempDirectory(folder, "home");
    Files.createDirectory(home.resolve(".aws"));
    String command = Jdk.current().java() + " -jar " + Jvm.AGENT + " credentials --format process";
    Files.writeString(
        home.resolve(".aws/config"), "[default]\ncredential_process = " + command + "\n");
    ProcessBuilder aws = new ProcessBuilder(List.of(callerIdentity())).redirectErrorStream(true);
    aws.environment().put("HOME", home.toString());
    aws.environment().put("AWS_EC2_METADATA_DISABLED", "true");
    aws.environment().put("AWS_DEFAULT_REGION", "eu-central-1");
    Process process = aws.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor(60, TimeUnit.SECONDS);

    assertThat(said).contains(StsStub.ARN);
  }
}
