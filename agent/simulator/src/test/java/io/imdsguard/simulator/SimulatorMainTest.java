package io.imdsguard.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulator in a process of its own. */
class SimulatorMainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String input, String... args) throws IOException, InterruptedException {
    return SimulatorMain.run(
        args,
        new ByteArrayInputStream(input.getBytes(UTF_8)),
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8));
  }

  @Test
  void saysWhereItListens() throws IOException, InterruptedException {
    run("");
    assertThat(out.toString(UTF_8)).matches("listening on http://127\\.0\\.0\\.1:\\d+\n");
  }

  @Test
  void endsWithItsInput() throws IOException, InterruptedException {
    assertThat(run("")).isZero();
  }

  @Test
  void reportsAnAddressItCannotHave() throws IOException, InterruptedException {
    try (Simulator sim = Simulator.builder().build().start()) {
      int status = run("", "--port", Integer.toString(sim.port()));
      assertThat(status + err.toString(UTF_8))
          .isEqualTo("1cannot listen on 127.0.0.1 port " + sim.port() + "\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--nonsense, unknown option --nonsense",
    "--port, --port needs a value",
    "--port=1, unknown option --port=1",
    "--cloud, --cloud needs a value"
  })
  void refusesWrongArguments(String argument, String message)
      throws IOException, InterruptedException {
    int status = run("", argument);
    assertThat(status + err.toString(UTF_8)).startsWith("2" + message + "\n");
  }

  @Test
  void refusesAPortThatIsNone() throws IOException, InterruptedException {
    run("", "--port", "65536");
    assertThat(err.toString(UTF_8)).startsWith("65536 is not a port\n");
  }

  @Test
  void helpsWithoutListening() throws IOException, InterruptedException {
    run("", "--help");
    assertThat(out.toString(UTF_8)).startsWith("usage:").contains("hang-tokens");
  }
}
