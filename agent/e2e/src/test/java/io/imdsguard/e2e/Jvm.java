package io.imdsguard.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** A JVM to be forked: which JDK, with the packaged agent or without, and what it runs. */
final class Jvm {
  static final Path AGENT =
      Path.of(System.getProperty("imdsguard.test.agent", "../target/imds-guard-agent.jar"))
          .toAbsolutePath()
          .normalize();
  static final Path PROBES =
      Path.of(System.getProperty("imdsguard.test.probes", "../probes/target/classes"))
          .toAbsolutePath()
          .normalize();

  static final Path API =
      Path.of(System.getProperty("imdsguard.test.api", "../api/target/imds-guard-api.jar"))
          .toAbsolutePath()
          .normalize();

  private final Jdk jdk;
  private final List<String> optionsBefore = new ArrayList<>();
  private final List<String> options = new ArrayList<>();
  private final List<String> classPath = new ArrayList<>(List.of(PROBES.toString()));
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final List<String> prefix = new ArrayList<>();
  private String agent;

  private Jvm(Jdk jdk) {
    this.jdk = jdk;
  }

  static Jvm on(Jdk jdk) {
    return new Jvm(jdk);
  }

  /** Adds the agent with these options, such as {@code mode=enforce}. */
  Jvm guarded(String agentOptions) {
    agent = agentOptions;
    return this;
  }

  /** Runs it where the whole file system is read-only; its output goes to pipes all the same. */
  Jvm readOnly(Path mountPoint) {
    String setup =
        "mount --rbind / \"$0\" && mount -o remount,bind,ro \"$0\" && exec chroot \"$0\" \"$@\"";
    prefix.addAll(List.of("unshare", "-rm", "sh", "-c", setup, mountPoint.toString()));
    return this;
  }

  /** Gives it a file of its own in place of /etc/hosts. */
  Jvm hosts(Path file) {
    String setup = "mount --bind \"$0\" /etc/hosts && exec \"$@\"";
    prefix.addAll(List.of("unshare", "-rm", "sh", "-c", setup, file.toString()));
    return this;
  }

  /** Confines it to one CPU, to share with whoever else is there. */
  Jvm onFirstCpu() {
    prefix.addAll(List.of("taskset", "-c", "0"));
    return this;
  }

  /** Adds options ahead of the agent, such as another agent. */
  Jvm optionBefore(String... jvmOptions) {
    optionsBefore.addAll(List.of(jvmOptions));
    return this;
  }

  Jvm option(String... jvmOptions) {
    options.addAll(List.of(jvmOptions));
    return this;
  }

  /** Adds the jars of one of the modules in libraries/, such as {@code aws-v2}. */
  Jvm library(String name) {
    Path jars = Path.of("libraries", name, "target/jars").toAbsolutePath();
    if (!Files.isDirectory(jars)) {
      throw new IllegalStateException("no library " + name + " in " + jars);
    }
    classPath.add(jars + "/*");
    return this;
  }

  Jvm classPath(Path entry) {
    classPath.add(entry.toString());
    return this;
  }

  Jvm environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Runs a main class of the probes to its end. */
  Run run(String main, String... arguments) {
    return start(main, arguments).finish();
  }

  /** Starts a main class of the probes. */
  Running start(String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add("-cp");
    command.add(String.join(":", classPath));
    command.add(main);
    command.addAll(List.of(arguments));
    return startRaw(command);
  }

  /** Starts with anything after the JVM's own options, such as {@code -jar x.jar}. */
  Running startRaw(List<String> arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.add(jdk.java());
    command.addAll(optionsBefore);
    if (agent != null) {
      command.add("-javaagent:" + AGENT + (agent.isEmpty() ? "" : "=" + agent));
    }
    command.addAll(options);
    command.addAll(arguments);
    try {
      Path out = Files.createTempFile("jvm", ".out");
      Path err = Files.createTempFile("jvm", ".err");
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().remove("JAVA_TOOL_OPTIONS");
      // The tests' own: the agent would say that they are no settings of its.
      builder.environment().keySet().removeIf(name -> name.startsWith("IMDS_GUARD_"));
      builder.environment().putAll(environment);
      builder.redirectOutput(out.toFile()).redirectError(err.toFile());
      return new Running(builder.start(), out, err, jdk + " " + String.join(" ", arguments));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A forked JVM that may still run. */
  record Running(Process process, Path out, Path err, String what) implements AutoCloseable {

    /** Waits up to a minute for a line of standard output to begin like this. */
    Running awaitLine(String beginning) {
      return await(this::stdout, beginning);
    }

    /** The same for standard error. */
    Running awaitError(String beginning) {
      return await(this::stderr, beginning);
    }

    private Running await(Supplier<String> text, String beginning) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (text.get().lines().noneMatch(line -> line.startsWith(beginning))) {
        if (System.nanoTime() > end || !process.isAlive()) {
          throw new AssertionError(what + " never said " + beginning + "\n" + stdout() + stderr());
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
      return this;
    }

    /** Sends a line to standard input. */
    Running say(String line) {
      try {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return this;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Ends standard input and waits for the end. */
    Run end() {
      try {
        process.getOutputStream().close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return finish();
    }

    /** Waits up to two minutes for the end. */
    Run finish() {
      try {
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
          throw new AssertionError(what + " did not end:\n" + stdout() + stderr());
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return new Run(what, process.exitValue(), stdout(), stderr());
    }

    String stdout() {
      return read(out);
    }

    String stderr() {
      return read(err);
    }

    private static String read(Path file) {
      try {
        return Files.readString(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  /** What a forked JVM did. */
  record Run(String what, int exit, String stdout, String stderr) {

    /** What each probe that ran printed, by its name. */
    Map<String, String> probes() {
      Map<String, String> results = new LinkedHashMap<>();
      for (String line : stdout.lines().toList()) {
        if (line.startsWith("PROBE ")) {
          String[] words = line.split(" ", 3);
          results.put(words[1], words.length > 2 ? words[2] : "");
        }
      }
      return results;
    }

    @Override
    public String toString() {
      return what + "\nexit " + exit + "\n" + stdout + stderr;
    }
  }
}
