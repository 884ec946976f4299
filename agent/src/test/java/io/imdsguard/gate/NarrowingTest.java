package io.imdsguard.gate;

import static io.imdsguard.gate.GateFixture.KEYS;
import static org.assertj.core.api.Assertions.assertThat;

import io.imdsguard.policy.Decision;
import io.imdsguard.policy.ImdsV1;
import io.imdsguard.policy.Mode;
import io.imdsguard.simulator.Fault;
import io.imdsguard.sts.Scope;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A caller whose rule has a session policy gets narrowed credentials, or none. */
@Timeout(60)
class NarrowingTest {
  private static final Scope SCOPE = new Scope("test", "{\"Statement\":[]}", 900);

  private GateFixture gate;

  @BeforeEach
  void open() throws IOException {
    gate = new GateFixture();
    gate.narrow();
    gate.decision = Decision.allow("test", "allowed by the test").narrowedTo(SCOPE);
  }

  @AfterEach
  void close() throws IOException {
    gate.close();
  }

  private String wide() {
    return gate.service.credentials().secretAccessKey();
  }

  @ParameterizedTest
  @EnumSource(ImdsV1.class)
  void theyAreNeverTheWideOnes(ImdsV1 v1) throws IOException {
    gate.imdsV1 = v1;
    assertThat(gate.get(KEYS)).doesNotContain(wide());
  }

  @Test
  void theDocumentIsEc2s() throws IOException {
    assertThat(gate.get(KEYS))
        .startsWith("HTTP/1.1 200")
        .contains("\"Code\":\"Success\"")
        .contains("\"AccessKeyId\":\"" + gate.sts.sts().accessKeyIds().get(0));
  }

  @Test
  void theEventSaysWhichTheyAre() throws IOException {
    var unused = gate.get(KEYS);
    assertThat(gate.event())
        .extracting(event -> event.decision, event -> event.accessKeyId, event -> event.sessionName)
        .containsExactly("allow", gate.sts.sts().accessKeyIds().get(0), "test@web.1");
  }

  @Test
  void theListOfRolesIsTheServices() throws IOException {
    String list = "/latest/meta-data/iam/security-credentials/";
    assertThat(gate.get(list)).startsWith("HTTP/1.1 200").endsWith("demo-role");
    assertThat(gate.event().sessionName).isNull();
  }

  @Test
  void aRoleThatIsNotListedIsNotFound() throws IOException {
    assertThat(gate.get(KEYS + "-2")).startsWith("HTTP/1.1 404");
    assertThat(gate.sts.journal().total()).isZero();
  }

  @Test
  void anotherCallerGetsTheWideOnes() throws IOException {
    var unused = gate.get(KEYS);
    gate.decision = Decision.allow("other", "allowed by the test");
    assertThat(gate.get(KEYS)).contains(wide());
  }

  @Test
  void whatIsNoCredentialsIsAsItWas() throws IOException {
    assertThat(gate.get("/latest/meta-data/ami-id")).startsWith("HTTP/1.1 200");
    assertThat(gate.sts.journal().total()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/latest/meta-data/identity-credentials/ec2/security-credentials/ec2-instance",
        "/computeMetadata/v1/instance/service-accounts/default/token",
        "/latest/meta-data/iam-new",
        "/v1/credentials"
      })
  void whatCanNotBeNarrowedIsRefused(String path) throws IOException {
    assertThat(gate.get(path)).startsWith("HTTP/1.1 403");
    assertThat(gate.event())
        .extracting(event -> event.decision, event -> event.accessKeyId)
        .containsExactly("deny", null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/2021-01-03/meta-data/iam/security-credentials/demo-role",
        KEYS + "?x=1",
        "/latest/meta-data/iam/security-credentials-extended/demo-role",
        "//latest/meta-data/./iam/security-credentials/demo-role"
      })
  void anotherWayToTheSameKeysIsNarrowedToo(String target) throws IOException {
    assertThat(gate.get(target))
        .contains(gate.sts.sts().accessKeyIds().get(0))
        .doesNotContain(wide());
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
  void noOtherMethodGetsTheWideOnes(String method) throws IOException {
    assertThat(gate.request(method, KEYS, "Content-Length: 0")).doesNotContain(wide());
  }

  @Test
  void anotherCloudsHeaderGetsNoWiderOnes() throws IOException {
    assertThat(gate.get(KEYS, "Metadata-Flavor: Google")).doesNotContain(wide());
  }

  @Test
  void ifStsFailsTheCallerIsRefused() throws IOException {
    gate.sts.behaviour().fail(request -> true, Fault.status(503));
    assertThat(gate.get(KEYS)).startsWith("HTTP/1.1 403").doesNotContain(wide());
    assertThat(gate.event().reason).contains("STS refused with status 503");
    assertThat(gate.event())
        .extracting(event -> event.decision, event -> event.accessKeyId, event -> event.sessionName)
        .containsExactly("deny", null, null);
  }

  @Test
  void otherCallersAreNotConcernedByThat() throws IOException {
    gate.sts.behaviour().fail(request -> true, Fault.hang());
    gate.decision = Decision.allow("other", "allowed by the test");
    assertThat(gate.get(KEYS)).contains(wide());
  }

  @Test
  void ifTheServiceHasNoneItsAnswerIsPassedOn() throws IOException {
    gate.service.behaviour().noRole();
    assertThat(gate.get(KEYS)).startsWith("HTTP/1.1 404");
  }

  @Test
  void withoutAnyoneToNarrowThemTheCallerIsRefused() throws IOException {
    gate.scoped = null;
    assertThat(gate.get(KEYS)).startsWith("HTTP/1.1 403").doesNotContain(wide());
  }

  @Test
  void monitorModeLeavesThemWideAndSaysWhatEnforceModeWouldDo() throws IOException {
    gate.mode = Mode.MONITOR;
    assertThat(gate.get(KEYS)).contains(wide());
    assertThat(gate.event().decision).isEqualTo("allow");
    assertThat(gate.event().reason).endsWith("enforce mode would narrow the credentials");
    assertThat(gate.event().sessionName).isNull();
  }

  @Test
  void monitorModeShowsThatStsWouldRefuse() throws Exception {
    gate.mode = Mode.MONITOR;
    gate.sts.behaviour().fail(request -> true, Fault.status(503));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    do {
      Thread.sleep(10);
      assertThat(gate.get(KEYS)).contains(wide());
    } while (gate.event().decision.equals("allow") && System.nanoTime() < end);
    assertThat(gate.event().decision).isEqualTo("would-deny");
    assertThat(gate.event().reason).contains("STS refused with status 503");
  }

  @Test
  void monitorModeDoesNotWaitForSts() throws IOException {
    gate.mode = Mode.MONITOR;
    gate.sts.behaviour().fail(request -> true, Fault.hang());
    var unused = gate.get(KEYS);
    long start = System.nanoTime();
    assertThat(gate.get(KEYS)).contains(wide());
    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MILLISECONDS.toNanos(500));
  }
}
