package io.imdsguard.e2e;

import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A JDK that tests run on. */
record Jdk(int feature, Path home) {
  private static final List<Integer> WANTED = List.of(8, 11, 17, 21, 25, 27);
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(?:1\\.)?(\\d+)");
  private static final List<Jdk> ALL = find();

  /**
   * Every JDK found in the folders of {@code IMDS_GUARD_JDKS} (separated by colons) and in
   * /usr/lib/jvm, and the one that runs the tests; one of each feature version.
   */
  static List<Jdk> all() {
    return ALL;
  }

  /** Those of {@link #all} that are at least this new. */
  static List<Jdk> from(int feature) {
    return ALL.stream().filter(jdk -> jdk.feature >= feature).collect(toList());
  }

  /** The oldest, the one that runs the tests, and the newest: for what differs in few ways. */
  static List<Jdk> few() {
    Jdk oldest = ALL.get(0);
    Jdk newest = ALL.get(ALL.size() - 1);
    return Stream.of(oldest, current(), newest).distinct().toList();
  }

  /** The one that runs the tests. */
  static Jdk current() {
    return ALL.stream()
        .filter(jdk -> jdk.feature == Runtime.version().feature())
        .findFirst()
        .orElseThrow();
  }

  private static List<Jdk> find() {
    Map<Integer, Jdk> found = new TreeMap<>();
    add(found, Path.of(System.getProperty("java.home")));
    String folders = System.getenv().getOrDefault("IMDS_GUARD_JDKS", "");
    for (String folder : (folders + ":/usr/lib/jvm").split(":", -1)) {
      if (!folder.isBlank() && Files.isDirectory(Path.of(folder))) {
        addAllIn(found, Path.of(folder));
      }
    }
    for (int feature : WANTED) {
      if (!found.containsKey(feature)) {
        System.out.println("SKIPPED: no JDK " + feature + " found, nothing is tested on it");
      }
    }
    System.out.println("Testing on JDKs " + found.keySet());
    return List.copyOf(found.values());
  }

  private static void addAllIn(Map<Integer, Jdk> found, Path folder) {
    try (Stream<Path> homes = Files.list(folder)) {
      homes.sorted().forEach(home -> add(found, home));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(Map<Integer, Jdk> found, Path home) {
    Path release = home.resolve("release");
    if (!Files.isExecutable(home.resolve("bin/javac"))) {
      return;
    }
    if (!Files.isReadable(release)) {
      // Debian's JDK 8 has no such file; only JDKs up to 8 have this one.
      if (Files.exists(home.resolve("jre/lib/rt.jar"))) {
        found.putIfAbsent(8, new Jdk(8, home));
      }
      return;
    }
    try {
      Matcher version = VERSION.matcher(Files.readString(release));
      if (version.find()) {
        int feature = Integer.parseInt(version.group(1));
        found.putIfAbsent(feature, new Jdk(feature, home));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String java() {
    return home.resolve("bin/java").toString();
  }

  @Override
  public String toString() {
    return "JDK " + feature;
  }
}
