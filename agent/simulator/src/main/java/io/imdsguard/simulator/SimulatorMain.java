package io.imdsguard.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;

/**
 * A simulator in a process of its own.
 *
 * <p>Prints {@code listening on http://address:port} for each address, then reads one-line commands
 * from standard input and prints their outcome, until the input ends or the process is killed.
 */
public final class SimulatorMain {
  private static final String USAGE =
      """
      usage: SimulatorMain [options]
        --address A     an IP literal to listen on, once for each; default 127.0.0.1
        --port P        the port; default 0, any free one
        --role R        the instance's role; default demo-role
        --no-role       no role
        --region R      the instance's region; default eu-central-1
        --imdsv1        answer requests without a session token, too
        --v1-only       know no session tokens
        --cloud C       ec2, azure, gcp, ecs, eks or plain, each once; default ec2
        --no-stdin      run until killed, without commands
        --help          print this

      commands on standard input:
      """;

  private SimulatorMain() {}

  /** Runs until standard input ends or the process is killed. */
  public static void main(String[] args) throws IOException, InterruptedException {
    System.exit(run(args, System.in, System.out, System.err));
  }

  /**
   * Does what {@link #main} does.
   *
   * @return the exit status: 0, 1 if it can't listen, 2 if the arguments are wrong
   */
  static int run(String[] args, InputStream in, PrintStream out, PrintStream err)
      throws IOException, InterruptedException {
    Arguments arguments;
    try {
      arguments = Arguments.parse(args);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage() + "\n" + USAGE + Commands.HELP);
      return 2;
    }
    if (arguments.help()) {
      out.print(USAGE + Commands.HELP);
      return 0;
    }
    try (Simulator sim = arguments.builder().build().start()) {
      sim.endpoints().forEach(endpoint -> out.println("listening on " + endpoint));
      out.flush();
      if (!arguments.stdin()) {
        new CountDownLatch(1).await();
      }
      serve(new Commands(sim), in, out);
      return 0;
    } catch (UncheckedIOException e) {
      err.println(e.getCause().getMessage());
      return 1;
    }
  }

  private static void serve(Commands commands, InputStream in, PrintStream out) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.isBlank()) {
        commands.run(line).forEach(out::println);
        out.flush();
      }
    }
  }
}
