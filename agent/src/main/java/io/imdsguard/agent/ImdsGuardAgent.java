package io.imdsguard.agent;

import java.io.ByteArrayInputStream;
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

  /** What has to be there when the first class that connects is rewritten. */
  private static final String START_ARCHIVE = "start.zip";

  private static final String AGENT_ARCHIVE = "agent.zip";
  private static final String CLI_ARCHIVE = "cli.zip";

  /** What signs requests, with its library; see {@code io.imdsguard.signer}. */
  private static final String SIGNER_ARCHIVE = "signer.zip";

  private static final String SIGNER = "io.imdsguard.signer.";

  /**
   * What {@link #agentmain} said last, for the command that attached it: a JVM's properties are all
   * that one sees of the other.
   */
  static final String ATTACHED = "imdsguard.attached";

  private static boolean started;

  /** What was said when it was put in, for whoever attaches it once more. */
  private static String begun = "";

  static {
    registerAsParallelCapable();
  }

  private final JarFile jar;
  private final String[] archives;
  private final byte[][] contents;

  /** For each file in the archives: which one, where in it, and how long it is. */
  private final Map<String, Long> places = new HashMap<>(512);

  private int opened;

  private final ProtectionDomain domain;

  /** The loader of the signer below this one; {@code null} until somebody needs it. */
  private ImdsGuardAgent signing;

  private ImdsGuardAgent(JarFile jar, ClassLoader parent, String... archives) {
    super(parent);
    this.jar = jar;
    this.archives = archives;
    this.contents = new byte[archives.length][];
    Permissions all = new Permissions();
    all.add(new java.security.AllPermission());
    this.domain = new ProtectionDomain(new CodeSource(null, (Certificate[]) null), all);
  }

  /** Called by the JVM before the application's {@code main}; see java.lang.instrument. */
  public static void premain(String options, Instrumentation instrumentation) {
    if (!isStarted()) {
      say(start(options, instrumentation, "io.imdsguard.agent.Premain"));
    }
  }

  /** Called by the JVM when the agent is attached to a running one. */
  public static void agentmain(String options, Instrumentation instrumentation) {
    String line =
        isStarted()
            ? "IMDS Guard: it is in this JVM already, and nothing has changed. It began as: "
                + begun
            : start(options, instrumentation, "io.imdsguard.agent.Attached");
    System.setProperty(ATTACHED, line);
    say(line);
  }

  /** The command line: {@code java -jar imds-guard-agent.jar --help}. */
  public static void main(String[] arguments) throws Exception {
    if (started) {
      return;
    }
    File file = ownJar();
    Class<?> cli =
        new ImdsGuardAgent(
                new JarFile(file),
                ClassLoader.getSystemClassLoader(),
                START_ARCHIVE,
                AGENT_ARCHIVE,
                CLI_ARCHIVE)
            .loadClass("io.imdsguard.cli.Cli");
    Object status = cli.getMethod("run", File.class, String[].class).invoke(null, file, arguments);
    System.exit((Integer) status);
  }

  private static synchronized boolean isStarted() {
    return started;
  }

  private static synchronized String start(String options, Instrumentation jvm, String with) {
    started = true;
    try {
      // The boot loader is the parent: nothing that an application can put on its class path comes
      // before the agent's own classes or is seen by them.
      Class<?> main =
          new ImdsGuardAgent(new JarFile(ownJar()), null, START_ARCHIVE, AGENT_ARCHIVE)
              .loadClass(with);
      @SuppressWarnings("unchecked")
      BiFunction<String, Instrumentation, String> entry =
          (BiFunction<String, Instrumentation, String>) main.getDeclaredConstructor().newInstance();
      begun = entry.apply(options, jvm);
      return begun;
    } catch (IllegalArgumentException declined) {
      started = false;
      return "IMDS Guard: not attached, and nothing has changed: " + declined.getMessage();
    } catch (Exception | LinkageError e) {
      begun = "IMDS Guard: NOT GUARDED: the agent could not start: " + e;
      return begun;
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
    String file = name.replace('.', '/') + ".classdata";
    long place = known(file);
    if (place < 0) {
      byte[] own = read(file);
      if (own != null) {
        return define(name, own, 0, own.length);
      }
      place = place(file);
    }
    if (place < 0) {
      if (name.startsWith(SIGNER) && !archives[0].equals(SIGNER_ARCHIVE)) {
        return signerClass(name);
      }
      throw new ClassNotFoundException(name);
    }
    return define(name, contents[archive(place)], offset(place), length(place));
  }

  /**
   * Another agent's transformer may have the class loaded that it is shown: Datadog's asks a nested
   * class for its declaring one. Then that one is the class, and this thread's definition fails.
   */
  private Class<?> define(String name, byte[] classFile, int offset, int length) {
    try {
      return defineClass(name, classFile, offset, length, domain);
    } catch (LinkageError e) {
      Class<?> there = findLoadedClass(name);
      if (there == null) {
        throw e;
      }
      return there;
    }
  }

  /** A class of the signer's, whoever asks first; not asked of the parent, who asks here. */
  private Class<?> signerClass(String name) throws ClassNotFoundException {
    ImdsGuardAgent below = signing();
    synchronized (below.getClassLoadingLock(name)) {
      Class<?> loaded = below.findLoadedClass(name);
      return loaded == null ? below.findClass(name) : loaded;
    }
  }

  private synchronized ImdsGuardAgent signing() {
    if (signing == null) {
      signing = new ImdsGuardAgent(jar, this, SIGNER_ARCHIVE);
    }
    return signing;
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    long place = place(name);
    return place < 0
        ? super.getResourceAsStream(name)
        : new ByteArrayInputStream(contents[archive(place)], offset(place), length(place));
  }

  /** The few files that every start needs lie in the jar itself, all others in the archives. */
  private byte[] read(String name) {
    ZipEntry entry = jar.getEntry(HIDDEN + name);
    return entry == null ? null : read(entry);
  }

  /** Where in the archives opened so far, or -1: asked first, for it costs least. */
  private synchronized long known(String name) {
    Long place = places.get(name);
    return place == null ? -1 : place;
  }

  private synchronized long place(String name) {
    Long place = places.get(name);
    while (place == null && opened < archives.length) {
      contents[opened] = read(jar.getEntry(HIDDEN + archives[opened]));
      index(contents[opened], opened, places);
      opened++;
      place = places.get(name);
    }
    return place == null ? -1 : place;
  }

  /**
   * Notes where each file of an archive begins. It is a zip file whose entries are stored as they
   * are, so that no class is copied; see APPNOTE.TXT of the zip format, 4.3.7, 4.3.12 and 4.3.16.
   */
  private static void index(byte[] zip, int archive, Map<String, Long> found) {
    int end = zip.length - 22;
    int at = number(zip, end + 16, 4);
    for (int count = number(zip, end + 10, 2); count > 0; count--) {
      int nameLength = number(zip, at + 28, 2);
      int local = number(zip, at + 42, 4);
      int data = local + 30 + number(zip, local + 26, 2) + number(zip, local + 28, 2);
      String name =
          new String(zip, at + 46, nameLength, java.nio.charset.StandardCharsets.ISO_8859_1);
      found.put(name, (long) archive << 60 | (long) data << 30 | number(zip, at + 24, 4));
      at += 46 + nameLength + number(zip, at + 30, 2) + number(zip, at + 32, 2);
    }
  }

  private static int number(byte[] zip, int at, int bytes) {
    int number = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      number = number << 8 | (zip[at + i] & 0xff);
    }
    return number;
  }

  private static int archive(long place) {
    return (int) (place >>> 60);
  }

  private static int offset(long place) {
    return (int) (place >>> 30) & 0x3fffffff;
  }

  private static int length(long place) {
    return (int) place & 0x3fffffff;
  }

  private byte[] read(ZipEntry entry) {
    byte[] bytes = new byte[(int) entry.getSize()];
    try (InputStream in = jar.getInputStream(entry)) {
      int length = 0;
      while (length < bytes.length) {
        int n = in.read(bytes, length, bytes.length - length);
        if (n < 0) {
          throw new IOException("the agent's jar is cut short");
        }
        length += n;
      }
      return bytes;
    } catch (IOException e) {
      throw new IllegalStateException("the agent's jar can't be read any more", e);
    }
  }
}
