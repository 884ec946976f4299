package io.imdsguard.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The services for containers. */
class ContainersTest {
  private Simulator sim;

  @BeforeEach
  void start() {
    sim = Simulator.builder().clouds(Cloud.ECS, Cloud.EKS).build().start();
  }

  @AfterEach
  void stop() {
    sim.close();
  }

  private Reply get(String target, String... headers) throws IOException {
    return Client.send(sim, "GET " + target + " HTTP/1.1", headers);
  }

  @Nested
  class EcsTask {

    @Test
    void givesTheTasksKeys() throws IOException {
      assertThat(get(sim.taskCredentialsPath()).body())
          .contains(sim.containerCredentials().secretAccessKey())
          .contains("\"RoleArn\"")
          .doesNotContain("\"Code\"");
    }

    @Test
    void knowsNoOtherTask() throws IOException {
      assertThat(get("/v2/credentials/0123").body()).contains("\"code\" : \"InvalidIdInRequest\"");
    }

    @Test
    void wantsAnId() throws IOException {
      assertThat(get("/v2/credentials").status()).isEqualTo(400);
    }

    @Test
    void hasNoSessionTokens() throws IOException {
      Reply reply =
          Client.send(
              sim,
              "PUT /latest/api/token HTTP/1.1",
              "X-aws-ec2-metadata-token-ttl-seconds: 60",
              "Content-Length: 0");
      assertThat(reply.status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v4/0123-web", "/v3/0123-web/task"})
    void describesTheTaskWithoutKeys(String path) throws IOException {
      assertThat(get(path).body()).contains("arn:aws:ecs").doesNotContain("AccessKeyId");
    }
  }

  @Nested
  class PodIdentity {

    @Test
    void givesThePodsKeysForItsToken() throws IOException {
      assertThat(get("/v1/credentials", "Authorization: " + sim.podToken()).body())
          .contains(sim.containerCredentials().token());
    }

    @Test
    void wantsAToken() throws IOException {
      assertThat(get("/v1/credentials").body()).startsWith("Service account token cannot be empty");
    }

    @Test
    void takesNoOtherToken() throws IOException {
      assertThat(get("/v1/credentials", "Authorization: x").status()).isEqualTo(400);
    }

    @Test
    void takesAReplacedTokenNoMore() throws IOException {
      String before = sim.podToken();
      sim.behaviour().rotatePodToken();
      assertThat(get("/v1/credentials", "Authorization: " + before).status()).isEqualTo(400);
    }

    @Test
    void countsItsTokenAmongTheSecrets() {
      assertThat(sim.secrets()).contains(sim.podToken());
    }
  }

  @Test
  void handOutNewKeysOnceTheyAreRotated() throws IOException {
    String before = sim.containerCredentials().accessKeyId();
    sim.behaviour().rotateCredentials();
    assertThat(get(sim.taskCredentialsPath()).body()).doesNotContain(before);
  }
}
