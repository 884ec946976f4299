package io.imdsguard.probes;

import java.beans.EventHandler;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.SecureClassLoader;
import java.security.cert.Certificate;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/**
 * Hands objects to somebody who is permitted to ask, and who runs them: {@code Borrowed URL}. Each
 * asks for the path with its own name at the end, so that the audit log tells what was decided.
 */
public final class Borrowed {
  private Borrowed() {}

  /** Whom a rule permits to ask for anything. */
  public static final class Trusting {
    private Trusting() {}

    static void call(Callable<?> given) throws Exception {
      given.call();
    }

    static void run(FutureTask<?> given) throws Exception {
      given.run();
      given.get();
    }

    static void find(ClassLoader given) {
      given.getResource("anything");
    }

    static void open(URL url) throws Exception {
      url.openStream().close();
    }
  }

  /** Defined anew by a loader that says it is the JDK's. */
  public static final class Imitation implements Callable<Object> {
    @Override
    public Object call() throws Exception {
      return new URL(System.getProperty("imitation")).openStream();
    }
  }

  public static void main(String[] arguments) throws Exception {
    String url = arguments[0];
    Report.run("own", at -> own(new URL(at)), url + "own");
    Report.run("event-handler", at -> called(handler(at)), url + "event-handler");
    Report.run("method-handle", at -> called(methodHandle(new URL(at))), url + "method-handle");
    Report.run("future-task", at -> task(at), url + "future-task");
    Report.run("class-loader", at -> loader(at), url + "class-loader");
    Report.run("imitation", at -> imitation(at), url + "imitation");
    System.exit(0);
  }

  private static String own(URL url) throws Exception {
    Trusting.open(url);
    return "200 asked";
  }

  private static String called(Callable<?> given) throws Exception {
    Trusting.call(given);
    return "200 asked";
  }

  private static Callable<?> handler(String url) throws Exception {
    return EventHandler.create(Callable.class, new URL(url), "openStream");
  }

  private static Callable<?> methodHandle(URL url) throws Exception {
    MethodHandle open =
        MethodHandles.lookup()
            .findVirtual(URL.class, "openStream", MethodType.methodType(InputStream.class));
    return MethodHandleProxies.asInterfaceInstance(Callable.class, open.bindTo(url));
  }

  private static String task(String url) throws Exception {
    Trusting.run(new FutureTask<>(handler(url)));
    return "200 asked";
  }

  private static String loader(String url) throws Exception {
    URLClassLoader loader = new URLClassLoader(new URL[] {new URL("jar:" + url + "!/")}, null);
    Trusting.find(loader);
    return "200 asked";
  }

  private static String imitation(String url) throws Exception {
    System.setProperty("imitation", url);
    Class<?> type = new Imitating().define(Imitation.class.getName());
    return called((Callable<?>) type.getDeclaredConstructor().newInstance());
  }

  private static final class Imitating extends SecureClassLoader {
    Class<?> define(String name) throws Exception {
      try (InputStream in =
          Borrowed.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
        byte[] bytes = Http.readAll(in);
        // Java 8 knows no such URL; there it is one of a JDK's archives.
        String place =
            System.getProperty("java.version").startsWith("1.") ? "file:/rt.jar" : "jrt:/java.base";
        CodeSource source = new CodeSource(new URL(place), (Certificate[]) null);
        return defineClass(name, bytes, 0, bytes.length, new ProtectionDomain(source, null));
      }
    }
  }
}
