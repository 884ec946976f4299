package io.imdsguard.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a JVM's clock tells, by Debian's libfaketime; what it measures time with goes on as ever.
 */
final class FakeClock {
  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"),
          Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1"));

  private final Path file;

  /** A clock that is right so far. */
  FakeClock(Path file) {
    this.file = file;
    jump(Duration.ZERO);
  }

  /** Whether there is such a library here. */
  static boolean exists() {
    return LIBRARIES.stream().anyMatch(Files::exists);
  }

  Map<String, String> environment() {
    Path library = LIBRARIES.stream().filter(Files::exists).findFirst().orElseThrow();
    return Map.of(
        "LD_PRELOAD",
        library.toString(),
        "FAKETIME_TIMESTAMP_FILE",
        file.toString(),
        "FAKETIME_NO_CACHE",
        "1",
        "DONT_FAKE_MONOTONIC",
        "1",
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0");
  }

  /** From now on it is ahead of the right time by this much, or behind it. */
  void jump(Duration ahead) {
    try {
      Path next = Files.writeString(file.resolveSibling(file.getFileName() + ".next"), text(ahead));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Duration ahead) {
    return (ahead.isNegative() ? "" : "+") + ahead.toSeconds() + "\n";
  }
}
