package io.imdsguard.probes;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ObjectName;

/**
 * Fetches the keys at a URL over and over from many threads: {@code KeysUnderLoad URL THREADS}. A
 * line on standard input says what to do: {@code load} has the threads begin; {@code once…} fetches
 * once; any other has them end, and prints the live heap under that name. Each set of keys is
 * printed when it first comes, with a digest of what belongs together. In the end it prints how
 * many answers came, which requests failed, and which of the agent's classes has the most objects
 * left.
 */
public final class KeysUnderLoad {
  private static final long PAUSE_MILLIS = 100;

  private final String url;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong answers = new AtomicLong();
  private final Map<String, AtomicLong> failures = new ConcurrentHashMap<>();
  private final Set<String> keys = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  private KeysUnderLoad(String url) {
    this.url = url;
  }

  public static void main(String[] arguments) throws Exception {
    KeysUnderLoad load = new KeysUnderLoad(arguments[0]);
    System.out.println("ready");
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals("load")) {
        load.begin(Integer.parseInt(arguments[1]));
      } else if (line.startsWith("once")) {
        Report.run(line, url -> Http.get(url).substring(0, 3), arguments[0]);
      } else {
        load.end();
        Report.print(line, "GOT", "" + liveHeap());
      }
    }
    Report.print("objects", "GOT", mostObjects());
    Report.print("answers", "GOT", load.answers.toString());
    load.failures.forEach((what, times) -> Report.print("failures", "FAILED", times + " " + what));
  }

  private void begin(int count) {
    ended = false;
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(null, this::ask, "asker-" + i, 256 * 1024);
      thread.start();
      threads.add(thread);
    }
  }

  private void end() throws InterruptedException {
    ended = true;
    for (Thread thread : threads) {
      thread.join();
    }
    threads.clear();
  }

  private void ask() {
    while (!ended) {
      String failure;
      try {
        failure = failureOf(Http.get(url));
        Thread.sleep(PAUSE_MILLIS);
      } catch (Exception e) {
        failure = e.toString();
      }
      if (failure != null) {
        failures.computeIfAbsent(failure, any -> new AtomicLong()).incrementAndGet();
      }
    }
  }

  private String failureOf(String answer) throws Exception {
    Instant now = Instant.now();
    if (!answer.startsWith("200")) {
      return answer.replaceAll("event [0-9]+", "event").split("\n", 2)[0];
    }
    answers.incrementAndGet();
    String secrets = field(answer, "SecretAccessKey") + field(answer, "Token");
    String pair = field(answer, "AccessKeyId") + "=" + digest(secrets);
    if (keys.add(pair)) {
      Report.print("keys-" + pair, "GOT", "");
    }
    // A second for the answer's way: it was good when it left.
    boolean expired = Instant.parse(field(answer, "Expiration")).isBefore(now.minusSeconds(1));
    return expired ? "expired keys" : null;
  }

  private static String field(String document, String name) {
    int colon = document.indexOf(':', document.indexOf('"' + name + '"'));
    int begin = document.indexOf('"', colon) + 1;
    return document.substring(begin, document.indexOf('"', begin));
  }

  private static String digest(String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return new BigInteger(1, MessageDigest.getInstance("SHA-256").digest(bytes)).toString(16);
  }

  /** {@code COUNT CLASS}, from the JVM's histogram of live objects. */
  private static String mostObjects() throws Exception {
    Object histogram =
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
    String most = "0 none";
    for (String line : histogram.toString().split("\n", -1)) {
      String[] words = line.trim().split(" +", -1);
      boolean agents = words.length > 3 && words[3].startsWith("io.imdsguard.");
      if (agents && !words[3].startsWith("io.imdsguard.probes.")) {
        long count = Long.parseLong(words[1]);
        most = count > Long.parseLong(most.split(" ", 2)[0]) ? count + " " + words[3] : most;
      }
    }
    return most;
  }

  /** In KiB, once nothing more of it can be collected. */
  private static long liveHeap() throws InterruptedException {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 5; i++) {
      System.gc();
      Thread.sleep(200);
    }
    return (runtime.totalMemory() - runtime.freeMemory()) / 1024;
  }
}
