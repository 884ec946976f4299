package io.imdsguard.probes.api;

import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;

/**
 * What a caller may try that a rule lets start a program with a token: {@code Stealing SCRIPT OUT}.
 */
public final class Stealing {
  private Stealing() {}

  public static void main(String[] arguments) throws Exception {
    String script = arguments[0];
    ApiProbe.print("environment", tokenIn(environment(script)));
    File out = new File(arguments[1]);
    Process process =
        new ProcessBuilder(script)
            .redirectOutput(ProcessBuilder.Redirect.to(new Intruding(out.getPath())))
            .start();
    process.waitFor();
    String said = new String(Files.readAllBytes(out.toPath()), StandardCharsets.UTF_8);
    ApiProbe.print("intruded", "" + Intruding.intruded);
    ApiProbe.print("child", said.replace('\n', ' '));
    ApiProbe.print("equipped", "and waits");
    while (System.in.read() >= 0) {
      // Until the test has tried the token.
    }
    System.exit(0);
  }

  /** Asks as ProcessBuilder would, to have the token without a process. */
  private static Map<?, ?> environment(String script) throws Exception {
    Map<String, String> own = new ProcessBuilder().environment();
    Method starting = junction().getMethod("starting", Map.class, String[].class);
    return (Map<?, ?>) starting.invoke(null, own, new String[] {script});
  }

  private static String tokenIn(Map<?, ?> environment) {
    return environment.containsKey("AWS_CONTAINER_AUTHORIZATION_TOKEN") ? "TOKEN" : "none";
  }

  private static Class<?> junction() throws ClassNotFoundException {
    return Class.forName("java.net.ImdsGuardJunction");
  }

  /** Has its name read between the making of the token and the start of the process. */
  private static final class Intruding extends File {
    private static final long serialVersionUID = 1L;
    private static boolean intruded;

    Intruding(String path) {
      super(path);
    }

    @Override
    public String getPath() {
      try {
        junction().getMethod("started", Process.class).invoke(null, new Endless());
        intruded = true;
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
      return super.getPath();
    }
  }

  /** A process that never ends. */
  private static final class Endless extends Process {
    @Override
    public OutputStream getOutputStream() {
      return null;
    }

    @Override
    public InputStream getInputStream() {
      return null;
    }

    @Override
    public InputStream getErrorStream() {
      return null;
    }

    @Override
    public int waitFor() {
      return 0;
    }

    @Override
    public int exitValue() {
      throw new IllegalThreadStateException();
    }

    @Override
    public void destroy() {}
  }
}
