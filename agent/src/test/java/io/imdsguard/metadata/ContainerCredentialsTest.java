package io.imdsguard.metadata;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.imdsguard.simulator.Cloud;
import io.imdsguard.simulator.Fault;
import io.imdsguard.simulator.Matching;
import io.imdsguard.simulator.Simulator;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The snapshot of a container's credentials, over real sockets. */
@Timeout(60)
class ContainerCredentialsTest {
  private static final Authorization NONE = new Authorization(null, null);

  @TempDir private Path folder;
  private final FakeClock clock = new FakeClock();
  private final Simulator sim =
      Simulator.builder().clouds(Cloud.ECS, Cloud.EKS).clock(clock.ofJdk()).build().start();

  @AfterEach
  void stop() {
    sim.close();
  }

  @Test
  void aTasksDocumentIsHandedOutAsItCame() throws IOException {
    assertThat(Replies.text(ask(task())))
        .contains("\"RoleArn\"")
        .contains(sim.containerCredentials().secretAccessKey());
  }

  @Test
  void aTasksDocumentIsFetchedOnce() throws IOException {
    MetadataClient client = task();
    for (int i = 0; i < 5; i++) {
      ask(client).close();
    }
    assertThat(sim.journal().requests()).hasSize(1);
  }

  @Test
  void noSessionTokenIsAskedFor() throws IOException {
    ask(task()).close();
    assertThat(sim.journal().tokenRequests()).isEmpty();
  }

  @Test
  void aThousandThreadsCauseOneLoad() throws Exception {
    MetadataClient client = task();
    var unused = Crowd.of(1_000, () -> Replies.text(ask(client)));
    assertThat(sim.journal().containerLoads()).hasSize(1);
  }

  @Test
  void whatIsNotTheContainersIsLeftToBeCarried() throws IOException {
    assertThat(task().credentials("/v2/credentials/other")).isNull();
  }

  @Test
  void thePodsTokenIsSent() throws IOException {
    assertThat(ask(pod(new Authorization(sim.podToken(), null))).fromSnapshot()).isTrue();
  }

  @Test
  void theTokenFileIsReadAgainForEachLoad() throws IOException {
    MetadataClient client = pod(new Authorization(null, tokenFile().toString()));
    ask(client).close();
    sim.behaviour().rotatePodToken().rotateCredentials();
    tokenFile();
    clock.advance(Duration.ofHours(6));
    assertThat(ask(client).accessKeyId()).isEqualTo(sim.containerCredentials().accessKeyId());
  }

  @Test
  void aLineEndBehindTheTokenIsNoPartOfIt() throws IOException {
    Path file = tokenFile();
    Files.writeString(file, sim.podToken() + "\n");
    assertThat(ask(pod(new Authorization(null, file.toString()))).status()).isEqualTo(200);
  }

  @Test
  void aTokenThatIsGivenWinsOverTheFile() throws IOException {
    Path file = folder.resolve("none");
    assertThat(ask(pod(new Authorization(sim.podToken(), file.toString()))).status())
        .isEqualTo(200);
  }

  @Test
  void aFileThatIsNotThereIsSaidToBeMissing() {
    MetadataClient client = pod(new Authorization(null, folder.resolve("none").toString()));
    assertThatThrownBy(() -> ask(client))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("token's file can't be read")
        .hasMessageContaining("none");
  }

  @Test
  void aTokenThatNoHeaderFieldCanHoldIsNotRepeated() throws IOException {
    Path file = folder.resolve("token");
    Files.write(file, "tok\r\nX-Evil: 1".getBytes(US_ASCII));
    MetadataClient client = pod(new Authorization(null, file.toString()));
    assertThatThrownBy(() -> ask(client))
        .isInstanceOf(IOException.class)
        .hasMessageNotContaining("tok\r");
  }

  @Test
  void theServicesRefusalIsPassedOnWhileNothingIsHeld() throws IOException {
    Reply reply = ask(pod(new Authorization("wrong", null)));
    assertThat(reply.status()).isEqualTo(400);
  }

  @Test
  void theLastGoodDocumentIsHandedOutWhileTheTokenIsRefused() throws IOException {
    MetadataClient client = pod(new Authorization(sim.podToken(), null));
    String before = Replies.text(ask(client));
    sim.behaviour().rotatePodToken();
    clock.advance(Duration.ofHours(5).plusMinutes(59));
    assertThat(Replies.text(ask(client))).isEqualTo(before);
  }

  @Test
  void aDocumentWithAnotherCodeThanSuccessIsNotHeld() throws IOException {
    String document =
        FakeService.document("AssumeRoleUnauthorizedAccess", "K", clock.in(Duration.ofHours(6)));
    sim.behaviour()
        .fail(
            Matching.everything(),
            Fault.reply(io.imdsguard.simulator.Answer.of(200, "application/json", document)));
    assertThat(ask(task()).fromSnapshot()).isFalse();
  }

  @Test
  void theContentTypeIsTheServices() throws IOException {
    assertThat(Fields.value(ask(task()).headers(), "Content-Type")).isEqualTo("application/json");
  }

  private Path tokenFile() throws IOException {
    return Files.writeString(folder.resolve("token"), sim.podToken());
  }

  private MetadataClient task() {
    return client(Container.relative(sim.endpoint(), sim.taskCredentialsPath(), NONE));
  }

  private MetadataClient pod(Authorization authorization) {
    return client(Container.full(sim.endpoint() + sim.podCredentialsPath(), authorization));
  }

  private MetadataClient client(Container container) {
    Endpoint endpoint =
        new Endpoint(container.service(), InetAddress.getLoopbackAddress(), sim.port(), container);
    return new MetadataClient(
        endpoint, new SocketTransport(), clock, new Limits(10_000, 2_000, 2_000, 500));
  }

  private static Reply ask(MetadataClient client) throws IOException {
    return client.credentials(client.endpoint().container().target());
  }
}
