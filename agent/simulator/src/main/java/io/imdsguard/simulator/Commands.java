package io.imdsguard.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * One-line commands for a simulator in a process of its own, where a test has no other way in: also
 * from outside its network namespace. See {@link #HELP}.
 */
final class Commands {
  static final String HELP =
      """
      tokens required|optional|v1-only   whether EC2 requires session tokens
      expire-tokens                      ends all session tokens
      fail STATUS PREFIX [TIMES]         answers paths under PREFIX with STATUS
      hang PREFIX [TIMES]                never answers paths under PREFIX
      close PREFIX [TIMES]               closes instead of answering
      truncate BYTES PREFIX [TIMES]      sends only so many bytes of the body
      hang-tokens                        never answers a token request
      latency MILLIS                     delays every answer
      throttle PER-SECOND STATUS         refuses what comes faster
      heal                               ends all of these faults
      role NAME | no-role                changes the instance's role
      rotate                             hands out new keys
      lifetime SECONDS                   hands out new keys that live so long
      expire-credentials                 hands out keys that have ended
      pod-token                          prints the token that EKS takes
      rotate-pod-token                   replaces it
      task-path                          prints the path of the ECS task's credentials
      credentials-code CODE [MESSAGE]    sets the Code of the credentials documents
      counts                             prints counters, name=value
      journal                            prints METHOD TARGET STATUS token|no-token REMOTE
      secrets                            prints every secret minted
      clear                              empties the journal
      help                               prints this
      """;

  private final Simulator sim;

  Commands(Simulator sim) {
    this.sim = sim;
  }

  /**
   * Runs one command.
   *
   * @return lines to print, the last one {@code ok} or {@code error: ...}
   */
  List<String> run(String line) {
    StringTokenizer words = new StringTokenizer(line);
    List<String> arguments = new ArrayList<>();
    while (words.hasMoreTokens()) {
      arguments.add(words.nextToken());
    }
    try {
      List<String> lines = new ArrayList<>(run(arguments));
      lines.add("ok");
      return lines;
    } catch (IndexOutOfBoundsException e) {
      return List.of("error: an argument is missing; try help");
    } catch (IllegalArgumentException e) {
      return List.of("error: " + e.getMessage());
    }
  }

  private List<String> run(List<String> words) {
    Behaviour behaviour = sim.behaviour();
    switch (words.get(0)) {
      case "tokens" -> behaviour.tokens(TokenMode.of(words.get(1)));
      case "expire-tokens" -> behaviour.expireTokens();
      case "fail" -> fail(words, 2, Fault.status(number(words, 1)));
      case "hang" -> fail(words, 1, Fault.hang());
      case "close" -> fail(words, 1, Fault.closeWithoutAnswer());
      case "truncate" -> fail(words, 2, Fault.truncateBody(number(words, 1)));
      case "hang-tokens" -> behaviour.hangTokenRequests();
      case "latency" -> behaviour.latency(Duration.ofMillis(number(words, 1)));
      case "throttle" -> behaviour.throttle(number(words, 1), number(words, 2));
      case "heal" -> behaviour.heal();
      case "role" -> behaviour.role(words.get(1));
      case "no-role" -> behaviour.noRole();
      case "rotate" -> behaviour.rotateCredentials();
      case "lifetime" -> behaviour.credentialsLifetime(Duration.ofSeconds(number(words, 1)));
      case "expire-credentials" -> behaviour.expireCredentials();
      case "credentials-code" -> behaviour.credentialsCode(words.get(1), rest(words, 2));
      case "rotate-pod-token" -> behaviour.rotatePodToken();
      case "clear" -> sim.journal().clear();
      case "counts" -> {
        return counts(sim.journal());
      }
      case "journal" -> {
        return sim.journal().requests().stream().map(Commands::describe).toList();
      }
      case "pod-token" -> {
        return List.of(sim.podToken());
      }
      case "task-path" -> {
        return List.of(sim.taskCredentialsPath());
      }
      case "secrets" -> {
        return sim.secrets();
      }
      case "help" -> {
        return HELP.lines().toList();
      }
      default -> throw new IllegalArgumentException("unknown command " + words.get(0));
    }
    return List.of();
  }

  private void fail(List<String> words, int at, Fault fault) {
    String prefix = words.get(at);
    if (words.size() > at + 1) {
      sim.behaviour().failNext(number(words, at + 1), Matching.path(prefix), fault);
    } else {
      sim.behaviour().fail(Matching.path(prefix), fault);
    }
  }

  private static List<String> counts(Journal journal) {
    return List.of(
        "total=" + journal.total(),
        "connections=" + journal.connections(),
        "malformed=" + journal.malformed(),
        "token-requests=" + journal.tokenRequests().size(),
        "credential-lists=" + journal.credentialLists().size(),
        "credential-loads=" + journal.credentialLoads().size(),
        "without-token=" + journal.withoutToken().size());
  }

  private static String describe(RecordedRequest request) {
    return String.join(
        " ",
        request.method(),
        request.target(),
        Integer.toString(request.status()),
        request.carriesToken() ? "token" : "no-token",
        request.remote().toString());
  }

  private static String rest(List<String> words, int from) {
    return words.size() <= from ? null : String.join(" ", words.subList(from, words.size()));
  }

  private static int number(List<String> words, int at) {
    String word = words.get(at);
    try {
      return Integer.parseInt(word);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(word + " is not a number", e);
    }
  }
}
