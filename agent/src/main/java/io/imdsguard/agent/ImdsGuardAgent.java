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

  /** What puts the guard up, and decides and answers. */
  private static final String AGENT_ARCHIVE = "agent.zip";

  /** The hooks in libraries, and what else few applications come to need. */
  private static final String SELDOM_ARCHIVE = "seldom.zip";

  private static final String CLI_ARCHIVE = "cli.zip";

  /** What signs requests, with its library; see {@code io.imdsguard.signer}. */
  private static final String SIGNER_ARCHIVE = "signer.zip";

  /** The fixed parts of an archive's end and of a local header. */
  private static final int END_BYTES = 22;

  private static final int LOCAL_BYTES = 30;

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
    Permissions all = new Permissions();
    all.add(new java.security.AllPermission());
    this.domain = new ProtectionDomain(new CodeSource(null, (Certificate[]) null), all);
  }

  /** Called by the JVM before the application's {@code main}; see java.lang.instrument. */
  public static void premain(String options, Instrumentation instrumentation) {
    if (instrumentation != null && !isStarted()) {
      say(start(options, instrumentation, "io.imdsguard.agent.Premain"));
    }
  }

  /** Called by the JVM when the agent is attached to a running one. */
  public static void agentmain(String options, Instrumentation instrumentation) {
    if (instrumentation == null) {
      return;
    }
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
                SELDOM_ARCHIVE,
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
          new ImdsGuardAgent(
                  new JarFile(ownJar()), null, START_ARCHIVE, AGENT_ARCHIVE, SELDOM_ARCHIVE)
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
      ZipEntry own = jar.getEntry(HIDDEN + file);
      if (own != null) {
        return define(name, read(own, 0, (int) own.getSize()));
      }
      place = place(file);
    }
    if (place < 0) {
      if (name.startsWith(SIGNER) && !archives[0].equals(SIGNER_ARCHIVE)) {
        return signerClass(name);
      }
      throw new ClassNotFoundException(name);
    }
    return define(name, read(place));
  }

  /**
   * Another agent's transformer may have the class loaded that it is shown: Datadog's asks a nested
   * class for its declaring one. Then that one is the class, and this thread's definition fails.
   */
  private Class<?> define(String name, byte[] classFile) {
    try {
      return defineClass(name, classFile, 0, classFile.length, domain);
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
    return place < 0 ? super.getResourceAsStream(name) : new ByteArrayInputStream(read(place));
  }

  /** Where in the archives opened so far, or -1: asked first, for it costs least. */
  private synchronized long known(String name) {
    Long place = places.get(name);
    return place == null ? -1 : place;
  }

  private synchronized long place(String name) {
    Long place = places.get(name);
    while (place == null && opened < archives.length) {
      index(jar.getEntry(HIDDEN + archives[opened]), opened);
      opened++;
      place = places.get(name);
    }
    return place == null ? -1 : place;
  }

  /**
   * Notes where each file of an archive is, from its central directory alone. It is a zip file
   * whose entries are stored as they are; see APPNOTE.TXT of the zip format, 4.3.7, 4.3.12 and
   * 4.3.16.
   */
  private void index(ZipEntry zip, int archive) {
    int size = (int) zip.getSize();
    byte[] end = read(zip, size - END_BYTES, END_BYTES);
    byte[] directory = read(zip, number(end, 16, 4), number(end, 12, 4));
    int at = 0;
    for (int count = number(end, 10, 2); count > 0; count--) {
      int nameLength = number(directory, at + 28, 2);
      long local = number(directory, at + 42, 4);
      String name =
          new String(directory, at + 46, nameLength, java.nio.charset.StandardCharsets.ISO_8859_1);
      places.put(name, (long) archive << 60 | local << 30 | number(directory, at + 24, 4));
      at += 46 + nameLength + number(directory, at + 30, 2) + number(directory, at + 32, 2);
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

  private byte[] read(long place) {
    try (InputStream in = jar.getInputStream(jar.getEntry(HIDDEN + archives[archive(place)]))) {
      skip(in, offset(place));
      byte[] header = read(in, LOCAL_BYTES);
      skip(in, number(header, 26, 2) + number(header, 28, 2));
      return read(in, length(place));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private byte[] read(ZipEntry entry, int offset, int size) {
    try (InputStream in = jar.getInputStream(entry)) {
      skip(in, offset);
      return read(in, size);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** In the jar all files are stored as they are: what is skipped is not read. */
  private static void skip(InputStream in, long bytes) throws IOException {
    long left = bytes;
    while (left > 0) {
      long skipped = in.skip(left);
      if (skipped <= 0) {
        throw new IOException("it is cut short");
      }
      left -= skipped;
    }
  }

  private static byte[] read(InputStream in, int size) throws IOException {
    byte[] bytes = new byte[size];
    int length = 0;
    while (length < size) {
      int n = in.read(bytes, length, size - length);
      if (n < 0) {
        throw new IOException("it is cut short");
      }
      length += n;
    }
    return bytes;
  }

  private static IllegalStateException unreadable(IOException e) {
    return new IllegalStateException("the agent's jar can't be read any more", e);
  }
}
