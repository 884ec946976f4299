package io.imdsguard.probes.clients;

import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Several clients in one JVM, each in every form, on the caller's thread and on an executor's, by a
 * permitted caller and a stranger in turn, and to another host. Arguments: the service's URL, how
 * many seconds to stay afterwards, and the adapters' classes.
 */
public final class Several {
  private static final Hop[] HOPS = {Hop.PLAIN, Hop.EXECUTOR};

  private Several() {}

  public static void main(String[] args) throws Exception {
    Elsewhere elsewhere = Elsewhere.start();
    awaitSessionToken(args[0]);
    for (int i = 2; i < args.length; i++) {
      String adapter = Several.class.getPackage().getName() + "." + args[i];
      Client client =
          Class.forName(adapter).asSubclass(Client.class).getDeclaredConstructor().newInstance();
      for (String form : client.forms()) {
        run(client, args[i] + "-" + form, form, args[0] + "/latest/meta-data/", elsewhere);
      }
    }
    TimeUnit.SECONDS.sleep(Integer.parseInt(args[1]));
    System.out.println("DONE");
    // Not closed: some clients take seconds over it. Other agents write what they have on exit.
    System.exit(0);
  }

  /**
   * A session token that takes longer than half a second is an answer of its own for three seconds.
   * On a machine that is busy starting JVMs it does; how fast it comes is not what is tried here.
   */
  private static void awaitSessionToken(String service) throws Exception {
    try (Client client = new UrlConnection()) {
      for (int tries = 1; ; tries++) {
        String answer = Permitted.ask(client, "url", service + "/latest/meta-data/instance-id");
        if (answer.startsWith("200 ") || tries == 4) {
          System.out.println("TRIES " + tries);
          return;
        }
        TimeUnit.SECONDS.sleep(4);
      }
    }
  }

  private static void run(Client client, String name, String form, String data, Elsewhere elsewhere)
      throws Exception {
    for (Hop hop : HOPS) {
      String path = name + "-" + hop.name().toLowerCase(Locale.ROOT);
      String permitted = path + "-permitted";
      say(permitted, () -> hop.run(() -> Permitted.ask(client, form, data + "cell-" + permitted)));
      String stranger = path + "-stranger";
      say(stranger, () -> hop.run(() -> Stranger.ask(client, form, data + "cell-" + stranger)));
    }
    say(name + "-id", () -> Permitted.ask(client, form, data + "instance-id"));
    say(name + "-elsewhere", () -> Stranger.ask(client, form, elsewhere.url("/headers")));
  }

  private static void say(String name, Callable<String> request) {
    try {
      String answer = request.call();
      // What comes with a refusal has the event's number in it, which is another each time.
      System.out.println(
          "CELL " + name + " " + (answer.startsWith("4") ? answer.substring(0, 3) : answer));
    } catch (Exception | LinkageError e) {
      System.out.println("CELL " + name + " threw " + e);
    }
  }
}
