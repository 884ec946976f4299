package io.imdsguard.probes;

/**
 * Prints what a probe got, a line each: {@code PROBE name GOT|REFUSED|FAILED detail}. {@code GOT}
 * is any answer with status 200, {@code REFUSED} one with another status.
 */
final class Report {
  private Report() {}

  static void run(String name, Probe probe) {
    run(name, probe, null);
  }

  static void run(String name, Probe probe, String url) {
    try {
      answer(name, probe.fetch(url));
    } catch (Throwable t) {
      print(name, "FAILED", t.toString());
    }
  }

  static void answer(String name, String answer) {
    boolean ok = answer.startsWith("200");
    print(name, ok ? "GOT" : "REFUSED", answer);
  }

  static void print(String name, String outcome, String detail) {
    String line = detail.replace('\r', ' ').replace('\n', ' ');
    System.out.println("PROBE " + name + " " + outcome + " " + line);
  }
}
