package io.imdsguard.probes;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Starts child processes in every way there is. None of them dials: they print the URL that they
 * are given, or have ended before they would ask it.
 */
public final class Processes {
  private Processes() {}

  /** With a URL, commands that name it; without, harmless ones. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 0) {
      harmless();
      return;
    }
    String url = arguments[0];
    start("builder", () -> new ProcessBuilder("echo", url).start());
    start("exec-string", () -> Runtime.getRuntime().exec("echo " + url));
    start("exec-array", () -> Runtime.getRuntime().exec(new String[] {"echo", url}));
    String script = "exit 0; curl -H 'token: SECRET-ARGUMENT' " + url;
    start("shell", () -> new ProcessBuilder("sh", "-c", script).start());
    start("other", () -> new ProcessBuilder("env", "echo", url).start());
    start("fickle", () -> new ProcessBuilder(new Fickle("echo", url)).start());
    if (!System.getProperty("java.version").startsWith("1.")) {
      start("pipeline", () -> pipeline(url));
    }
  }

  private static void harmless() throws Exception {
    start("word", () -> new ProcessBuilder("echo", "hello").start());
    start("address", () -> new ProcessBuilder("echo", "http://10.20.30.40:8080/x").start());
    start("number", () -> Runtime.getRuntime().exec("echo --size=2852039166"));
    // Longer than the guard leaves an application alone that has opened a connection.
    Thread.sleep(1_500);
    StringBuilder threads = new StringBuilder();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      threads.append(thread.getName()).append(' ');
    }
    Report.print("threads", "ARE", threads.toString());
  }

  /** {@code ProcessBuilder.startPipeline}, JDK 9 on: the last of its processes. */
  private static Process pipeline(String url) throws Exception {
    List<ProcessBuilder> builders = new ArrayList<>();
    builders.add(new ProcessBuilder("echo", url));
    builders.add(new ProcessBuilder("cat"));
    try {
      List<?> all =
          (List<?>)
              ProcessBuilder.class.getMethod("startPipeline", List.class).invoke(null, builders);
      return (Process) all.get(1);
    } catch (java.lang.reflect.InvocationTargetException e) {
      throw (Exception) e.getCause();
    }
  }

  private static void start(String name, Starter starter) {
    try {
      Process process = starter.start();
      try (InputStream out = process.getInputStream()) {
        int first = out.read();
        while (out.read() >= 0) {
          // To its end, so that it can end.
        }
        Report.print(name, "STARTED", process.waitFor() + (first < 0 ? " silent" : " printed"));
      }
    } catch (Exception e) {
      Report.print(name, "FAILED", e.toString());
    }
  }

  /** One way to start a process. */
  interface Starter {
    Process start() throws Exception;
  }

  /** A command that is a harmless one until it is read for the last time. */
  private static final class Fickle extends java.util.AbstractList<String> {
    private final List<String> real;

    Fickle(String... real) {
      this.real = Arrays.asList(real);
    }

    @Override
    public String get(int index) {
      return index == 0 ? real.get(0) : "harmless";
    }

    @Override
    public int size() {
      return real.size();
    }

    @Override
    public Object[] toArray() {
      return real.toArray();
    }

    @Override
    public <T> T[] toArray(T[] array) {
      return real.toArray(array);
    }
  }
}
