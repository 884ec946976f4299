package io.imdsguard.demo;

import io.imdsguard.demo.service.ServiceApplication;

/** The demonstration's command line. */
public final class Main {
  private static final String USAGE =
      """
      java -jar demo-app.jar            plays the demonstration and ends
      java -jar demo-app.jar --serve [PORT]
                                        keeps the guarded service up, with a web page to try it
      """;

  private Main() {}

  /** Runs what the first argument says. */
  public static void main(String[] arguments) throws Exception {
    String what = arguments.length == 0 ? "" : arguments[0];
    switch (what) {
      case "" -> System.exit(Demonstration.run());
      case "--service" -> ServiceApplication.run();
      case "--serve" -> Console.serve(port(arguments.length > 1 ? arguments[1] : "8080"));
      default -> usage(what.equals("--help") ? 0 : 2);
    }
  }

  private static int port(String word) {
    if (!word.matches("[0-9]{1,5}") || Integer.parseInt(word) > 65_535) {
      usage(2);
    }
    return Integer.parseInt(word);
  }

  private static void usage(int status) {
    System.out.print(USAGE);
    System.exit(status);
  }
}
