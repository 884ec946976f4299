package io.imdsguard.cli;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The JDK's attach API, {@code com.sun.tools.attach.VirtualMachine}: in the module jdk.attach, up
 * to JDK 8 in lib/tools.jar; a JRE has none.
 */
final class Attachment {
  /** Where the agent leaves what it says, {@code ImdsGuardAgent.ATTACHED}. */
  private static final String SAID = "imdsguard.attached";

  private final Class<?> machine;

  private Attachment(Class<?> machine) {
    this.machine = machine;
  }

  /**
   * Finds the API.
   *
   * @throws IOException if this Java has none
   */
  static Attachment find() throws IOException {
    String name = "com.sun.tools.attach.VirtualMachine";
    try {
      return new Attachment(Class.forName(name, true, ClassLoader.getSystemClassLoader()));
    } catch (ClassNotFoundException notAModule) {
      File home = new File(System.getProperty("java.home"));
      File tools = new File(home.getParentFile(), "lib/tools.jar");
      try {
        URL[] urls = {tools.toURI().toURL()};
        return new Attachment(Class.forName(name, true, new URLClassLoader(urls)));
      } catch (ClassNotFoundException e) {
        throw new IOException("This Java can't attach to others: run the command with a JDK", e);
      }
    }
  }

  /** The JVMs that can be seen, by process id, with what they run. */
  Map<String, String> jvms() throws Exception {
    Map<String, String> jvms = new LinkedHashMap<>();
    for (Object each : (List<?>) machine.getMethod("list").invoke(null)) {
      Class<?> type =
          Class.forName(
              "com.sun.tools.attach.VirtualMachineDescriptor",
              true,
              each.getClass().getClassLoader());
      jvms.put(
          (String) type.getMethod("id").invoke(each),
          (String) type.getMethod("displayName").invoke(each));
    }
    return jvms;
  }

  /**
   * Loads the agent into a JVM.
   *
   * @return what it says of itself, or {@code null} if another version is there, which does not
   * @throws IOException if there is no such JVM, or it refuses
   */
  String load(String pid, File jar, String options) throws Exception {
    try {
      Object jvm = machine.getMethod("attach", String.class).invoke(null, pid);
      try {
        machine
            .getMethod("loadAgent", String.class, String.class)
            .invoke(jvm, jar.getAbsolutePath(), options);
        Properties properties = (Properties) machine.getMethod("getSystemProperties").invoke(jvm);
        return properties.getProperty(SAID);
      } finally {
        machine.getMethod("detach").invoke(jvm);
      }
    } catch (InvocationTargetException e) {
      throw new IOException("Can't attach to JVM " + pid + ": " + e.getCause(), e);
    }
  }
}
