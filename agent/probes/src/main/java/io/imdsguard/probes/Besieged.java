package io.imdsguard.probes;

import java.io.File;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks while somebody else is at the agent's threads and listeners: {@code Besieged URL}. */
public final class Besieged {
  private static final int STRANGERS = 700;
  private static final int IDLE = 500;
  private static final Pattern LISTENING =
      Pattern.compile("0100007F:([0-9A-F]{4}) [0-9A-F]+:0000 0A ");
  private static final InetAddress LOOPBACK = loopback();
  private static final List<SocketChannel> OPEN = new ArrayList<>();
  private static volatile boolean over;

  private Besieged() {}

  public static void main(String[] arguments) throws Exception {
    Thread interrupting = new Thread(Besieged::interrupt, "interrupting");
    interrupting.setDaemon(true);
    interrupting.start();
    for (int i = 0; i < 5; i++) {
      Report.run("interrupted-" + i, Besieged::ask, arguments[0]);
      Thread.currentThread().interrupt();
      Report.run("own-interrupt-" + i, Besieged::ask, arguments[0]);
      Report.answer("kept-" + i, (Thread.interrupted() ? "200" : "0") + " interrupted");
    }
    over = true;
    interrupting.join();
    for (int port : listeners()) {
      for (int i = 0; i < STRANGERS; i++) {
        OPEN.add(SocketChannel.open(new InetSocketAddress(LOOPBACK, port)));
      }
    }
    Report.run("strangers", Besieged::ask, arguments[0]);
    URL url = new URL(arguments[0]);
    InetAddress metadata = InetAddress.getByName(url.getHost());
    for (int i = 0; i < IDLE; i++) {
      OPEN.add(SocketChannel.open(new InetSocketAddress(metadata, 80)));
    }
    Report.run("idle", Besieged::ask, arguments[0]);
    System.exit(0);
  }

  private static InetAddress loopback() {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Does to each of the agent's threads, again and again, what anybody can. */
  private static void interrupt() {
    while (!over) {
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().startsWith("imds-guard-")) {
          thread.setUncaughtExceptionHandler(
              (of, thrown) -> Report.print("heard", "GOT", "200 " + thrown.getClass()));
          thread.setContextClassLoader(Besieged.class.getClassLoader());
          thread.interrupt();
          if (thread.getContextClassLoader() != null
              || thread.getClass().getClassLoader() != null) {
            Report.print("thread", "GOT", "200 " + thread);
          }
        }
      }
    }
  }

  /** An answer, if it comes in the time that an SDK waits for it. */
  private static String ask(String url) throws Exception {
    HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
    connection.setConnectTimeout(4_000);
    connection.setReadTimeout(4_000);
    return connection.getResponseCode() + " answered";
  }

  /** The ports on 127.0.0.1 that somebody listens at in this network namespace: the gate's. */
  private static List<Integer> listeners() throws Exception {
    List<Integer> ports = new ArrayList<>();
    for (String table : new String[] {"/proc/self/net/tcp", "/proc/self/net/tcp6"}) {
      if (new File(table).exists()) {
        for (String line : Files.readAllLines(new File(table).toPath())) {
          // The own address and port in hexadecimal, the other end's, and the state.
          Matcher listening = LISTENING.matcher(line);
          if (listening.find()) {
            ports.add(Integer.parseInt(listening.group(1), 16));
          }
        }
      }
    }
    return ports;
  }
}
