package io.imdsguard.agent;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.security.CodeSource;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The agent's and the command line's entry, and the class loader of everything else.
 *
 * <p>The only class of the agent that an application can find by name: all others lie in the jar as
 * {@code imds-guard/….classdata}, or in archives within the jar, which no other class loader takes
 * for classes, and belong to the one instance of this loader, which nobody is given. That it is its
 * own loader keeps it the only one. Archives, because every JVM start pays for every entry of the
 * jar.
 */
public final class ImdsGuardAgent extends ClassLoader {
  private static final String HIDDEN = "imds-guard/";
  private static final String AGENT_ARCHIVE = "agent.zip";
  private static final String CLI_ARCHIVE = "cli.zip";
  private static boolean started;

  static {
    registerAsParallelCapable();
  }

  private final JarFile jar;
  private final String[] archives;
  private Map<String, byte[]> unpacked;
  private final ProtectionDomain domain;

  private ImdsGuardAgent(JarFile jar, ClassLoader parent, String... archives) {
    super(parent);
    this.jar = jar;
    this.archives = archives;
    Permissions all = new Permissions();
    all.add(new java.security.AllPermission());
    this.domain = new ProtectionDomain(new CodeSource(null, (Certificate[]) null), all);
  }

  /** Called by the JVM before the application's {@code main}; see java.lang.instrument. */
  public static void premain(String options, Instrumentation instrumentation) {
    start(options, instrumentation, "io.imdsguard.agent.Premain");
  }

  /** Called by the JVM when the agent is attached to a running one. */
  public static void agentmain(String options, Instrumentation instrumentation) {
    start(options, instrumentation, "io.imdsguard.agent.Attached");
  }

  /** The command line: {@code java -jar imds-guard-agent.jar --help}. */
  public static void main(String[] arguments) throws Exception {
    if (started) {
      return;
    }
    File file = ownJar();
    Class<?> cli =
        new ImdsGuardAgent(
                new JarFile(file), ClassLoader.getSystemClassLoader(), AGENT_ARCHIVE, CLI_ARCHIVE)
            .loadClass("io.imdsguard.cli.Cli");
    Object status = cli.getMethod("run", File.class, String[].class).invoke(null, file, arguments);
    System.exit((Integer) status);
  }

  private static synchronized void start(String options, Instrumentation jvm, String with) {
    if (jvm == null || started) {
      return;
    }
    started = true;
    try {
      // The boot loader is the parent: nothing that an application can put on its class path comes
      // before the agent's own classes or is seen by them.
      Class<?> main =
          new ImdsGuardAgent(new JarFile(ownJar()), null, AGENT_ARCHIVE).loadClass(with);
      @SuppressWarnings("unchecked")
      BiFunction<String, Instrumentation, String> entry =
          (BiFunction<String, Instrumentation, String>) main.getDeclaredConstructor().newInstance();
      say(entry.apply(options, jvm));
    } catch (Exception | LinkageError e) {
      say("IMDS Guard: NOT GUARDED: the agent could not start: " + e);
    }
  }

  /** File descriptor 2 itself: an application may have replaced System.err. */
  private static void say(String line) {
    try {
      new FileOutputStream(FileDescriptor.err)
          .write((line + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    } catch (IOException ignored) {
      // There is nobody left to tell.
    }
  }

  private static File ownJar() throws Exception {
    CodeSource source = ImdsGuardAgent.class.getProtectionDomain().getCodeSource();
    return new File(source.getLocation().toURI());
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = read(name.replace('.', '/') + ".classdata");
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length, domain);
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    byte[] bytes = read(name);
    return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
  }

  /** The few files that every start needs lie in the jar itself, all others in the archives. */
  private byte[] read(String name) {
    try {
      ZipEntry entry = jar.getEntry(HIDDEN + name);
      return entry == null ? unpacked().get(name) : readAll(jar.getInputStream(entry));
    } catch (IOException e) {
      throw new IllegalStateException("the agent's jar can't be read any more", e);
    }
  }

  private synchronized Map<String, byte[]> unpacked() throws IOException {
    if (unpacked == null) {
      Map<String, byte[]> files = new HashMap<>(512);
      for (String archive : archives) {
        unpack(jar.getInputStream(jar.getEntry(HIDDEN + archive)), files);
      }
      unpacked = files;
    }
    return unpacked;
  }

  private static void unpack(InputStream archive, Map<String, byte[]> files) throws IOException {
    try (ZipInputStream in = new ZipInputStream(archive)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), readAll(in));
      }
    }
  }

  private static byte[] readAll(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
    byte[] buffer = new byte[8192];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      out.write(buffer, 0, n);
    }
    return out.toByteArray();
  }
}
