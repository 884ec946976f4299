package io.imdsguard.probes.clients;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;

/**
 * One cell of the client matrix: every form of one client, on every kind of thread, by a permitted
 * caller and a stranger in turn. Arguments: the adapter's class, and the service's URL.
 */
public final class Cell {
  private final Client client;
  private final String service;
  private final Elsewhere elsewhere;

  private Cell(Client client, String service, Elsewhere elsewhere) {
    this.client = client;
    this.service = service;
    this.elsewhere = elsewhere;
  }

  public static void main(String[] args) throws Exception {
    Elsewhere elsewhere = Elsewhere.start();
    String adapter = Cell.class.getPackage().getName() + "." + args[0];
    try (Client client =
        Class.forName(adapter).asSubclass(Client.class).getDeclaredConstructor().newInstance()) {
      Cell cell = new Cell(client, args[1], elsewhere);
      for (String form : client.forms()) {
        cell.run(form);
      }
    }
    System.out.println("DONE");
    System.out.flush();
    // Some clients keep threads that nothing ends.
    Runtime.getRuntime().halt(0);
  }

  private void run(String form) throws Exception {
    for (Hop hop : Hop.values()) {
      if (hop.exists()) {
        String name = form + "-" + hop.name().toLowerCase(java.util.Locale.ROOT);
        for (int i = 0; i < 2; i++) {
          report(name + "-permitted-" + i, hop, form, true);
          report(name + "-stranger-" + i, hop, form, false);
        }
      }
    }
    for (String name : Crowd.of(client, form, service + "/latest/meta-data/cell-").asked()) {
      System.out.println("CELL asked " + name);
    }
    for (String trial : new String[] {"retried", "moved"}) {
      turn(trial, form, true);
      turn(trial, form, false);
    }
    String keys = service + "/latest/meta-data/iam/security-credentials/demo-role";
    say("keys", form, () -> Permitted.ask(client, form, keys).contains("AccessKeyId") + "");
    say("stolen", form, () -> Stranger.ask(client, form, keys).contains("AccessKeyId") + "");
    // Twice, so that a pool has a connection to lend; the query asks to have it closed after that.
    say("elsewhere", form, () -> Permitted.ask(client, form, elsewhere.url("/headers")));
    say(
        "elsewhere",
        form + "-again",
        () -> Stranger.ask(client, form, elsewhere.url("/headers?last")));
    String hidden = service + "/latest/meta-data/cell-" + form + "-redirected-stranger";
    say("redirected", form, () -> status(Stranger.ask(client, form, elsewhere.redirect(hidden))));
    try (ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Proxy thread = new Proxy(proxy);
      thread.start();
      String path = service + "/latest/meta-data/cell-" + form + "-proxied-stranger";
      say(
          "proxied",
          form,
          () -> {
            String answer = client.getThroughProxy(form, proxy.getLocalPort(), path);
            return (answer == null ? "none" : status(answer)) + " " + thread.asked();
          });
    }
  }

  /** A path that the service answers in a way of its own at first, or sends on. */
  private void turn(String trial, String form, boolean permitted) {
    String name = form + "-" + trial + (permitted ? "-permitted" : "-stranger");
    String url = service + "/latest/meta-data/cell-" + name + "-" + System.nanoTime();
    say(
        trial,
        name,
        () ->
            status(permitted ? Permitted.ask(client, form, url) : Stranger.ask(client, form, url)));
  }

  private void report(String name, Hop hop, String form, boolean permitted) {
    String url = service + "/latest/meta-data/cell-" + name;
    say(
        "asked",
        name,
        () ->
            status(
                hop.run(
                    () ->
                        permitted
                            ? Permitted.ask(client, form, url)
                            : Stranger.ask(client, form, url))));
  }

  static String status(String answer) {
    return answer.substring(0, 3);
  }

  private static void say(String what, String name, java.util.concurrent.Callable<String> result) {
    String text;
    try {
      text = result.call();
    } catch (Exception | LinkageError e) {
      StringBuilder all = new StringBuilder("threw");
      for (Throwable each = e; each != null; each = each.getCause()) {
        all.append(' ').append(each);
      }
      text = all.toString().replace('\n', ' ');
    }
    System.out.println("CELL " + what + " " + name + " " + text);
  }

  /** Answers everything itself and counts. */
  private static final class Proxy extends Thread {
    private final ServerSocket listener;
    private int asked;

    Proxy(ServerSocket listener) {
      super("proxy");
      this.listener = listener;
      setDaemon(true);
    }

    synchronized int asked() {
      return asked;
    }

    @Override
    public void run() {
      while (!listener.isClosed()) {
        try (java.net.Socket socket = listener.accept()) {
          synchronized (this) {
            asked++;
          }
          socket
              .getOutputStream()
              .write(
                  "HTTP/1.1 502 Proxy\r\nConnection: close\r\n\r\n"
                      .getBytes(StandardCharsets.US_ASCII));
        } catch (java.io.IOException closed) {
          return;
        }
      }
    }
  }
}
