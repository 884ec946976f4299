package io.imdsguard.probes.api;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * Deploys an application that listens, undeploys it, and says whether its class loader is gone:
 * {@code Undeployed JAR...}, where the jars are the application's.
 */
public final class Undeployed {
  private Undeployed() {}

  public static void main(String[] arguments) throws Exception {
    WeakReference<ClassLoader> loader = deployAndUndeploy(arguments);
    for (int i = 0; i < 400 && loader.get() != null; i++) {
      System.gc();
      Thread.sleep(50);
    }
    ApiProbe.print("loader", loader.get() == null ? "gone" : "still there");
    System.exit(0);
  }

  private static WeakReference<ClassLoader> deployAndUndeploy(String[] jars) throws Exception {
    URL[] urls = new URL[jars.length];
    for (int i = 0; i < jars.length; i++) {
      urls[i] = new File(jars[i]).toURI().toURL();
    }
    ClassLoader parent = ClassLoader.getSystemClassLoader().getParent();
    try (URLClassLoader loader = new URLClassLoader(urls, parent)) {
      Thread application =
          new Thread(
              () -> {
                try {
                  Class.forName("io.imdsguard.probes.api.Undeployed$Application", true, loader)
                      .getMethod("run")
                      .invoke(null);
                } catch (ReflectiveOperationException e) {
                  ApiProbe.print("application", "FAILED " + e.getCause());
                }
              });
      application.setContextClassLoader(loader);
      application.start();
      application.join();
      return new WeakReference<>(loader);
    }
  }

  /** What runs in the application's class loader, on a thread that has its marks on it. */
  public static final class Application {
    private static final InheritableThreadLocal<Object> MARK = new InheritableThreadLocal<>();

    private Application() {}

    public static void run() {
      MARK.set(new Application());
      ApiProbe.print("application", "GOT " + Permitted.credentials().accessKeyId());
      Permitted.listen(credentials -> {}).close();
    }
  }
}
