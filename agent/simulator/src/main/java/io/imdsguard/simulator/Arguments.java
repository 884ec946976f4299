package io.imdsguard.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** The command line of {@link SimulatorMain}. */
record Arguments(SimulatorBuilder builder, boolean stdin, boolean help) {

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException if an option is unknown or its value missing or wrong
   */
  static Arguments parse(String... args) {
    SimulatorBuilder builder = Simulator.builder();
    List<Cloud> clouds = new ArrayList<>();
    boolean stdin = true;
    boolean help = false;
    for (Iterator<String> words = Arrays.asList(args).iterator(); words.hasNext(); ) {
      String option = words.next();
      switch (option) {
        case "--address" -> builder.address(value(option, words));
        case "--port" -> builder.port(port(value(option, words)));
        case "--role" -> builder.role(value(option, words));
        case "--no-role" -> builder.role(null);
        case "--region" -> builder.region(value(option, words));
        case "--imdsv1" -> builder.imdsV1(true);
        case "--v1-only" -> builder.tokens(TokenMode.V1_ONLY);
        case "--cloud" -> clouds.add(cloud(value(option, words)));
        case "--no-stdin" -> stdin = false;
        case "--help" -> help = true;
        default -> throw new IllegalArgumentException("unknown option " + option);
      }
    }
    if (!clouds.isEmpty()) {
      builder.clouds(clouds.get(0), clouds.toArray(Cloud[]::new));
    }
    return new Arguments(builder, stdin, help);
  }

  private static String value(String option, Iterator<String> words) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return words.next();
  }

  private static int port(String word) {
    try {
      int port = Integer.parseInt(word);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(word + " is not a port", e);
    }
    throw new IllegalArgumentException(word + " is not a port");
  }

  private static Cloud cloud(String word) {
    try {
      return Cloud.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          word + " is not one of ec2, azure, gcp, ecs, eks, plain", e);
    }
  }
}
