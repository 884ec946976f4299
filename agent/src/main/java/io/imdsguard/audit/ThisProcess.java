package io.imdsguard.audit;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The process id and host name, without JMX and without a resolver. */
public final class ThisProcess {
  private ThisProcess() {}

  /** The process id, or -1 where neither proc(5) nor {@code ProcessHandle} (JDK 9 on) tells. */
  public static long pid() {
    try {
      return Long.parseLong(new File("/proc/self").getCanonicalFile().getName());
    } catch (IOException | NumberFormatException notLinux) {
      return handle();
    }
  }

  private static long handle() {
    try {
      Class<?> type = Class.forName("java.lang.ProcessHandle");
      Object current = type.getMethod("current").invoke(null);
      return (Long) type.getMethod("pid").invoke(current);
    } catch (ReflectiveOperationException upTo8) {
      return -1;
    }
  }

  /** What the environment or the kernel calls this machine, or {@code null}. */
  public static String host() {
    try (BufferedReader name =
        new BufferedReader(
            new InputStreamReader(
                new FileInputStream("/proc/sys/kernel/hostname"), StandardCharsets.UTF_8))) {
      return name.readLine();
    } catch (IOException notLinux) {
      String host = System.getenv("HOSTNAME");
      return host == null ? System.getenv("COMPUTERNAME") : host;
    }
  }
}
