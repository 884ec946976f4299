package io.imdsguard.agent;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Counts this process's established connections to EC2's metadata addresses, from Linux's {@code
 * /proc/self/net/tcp}, see proc(5). Elsewhere there are none to be seen.
 */
final class OpenConnections {
  private static final String ESTABLISHED = "01";

  /** 169.254.169.254:80, its IPv4-mapped form and [fd00:ec2::254]:80 as the kernel prints them. */
  private static final String[] METADATA = {
    "FEA9FEA9:0050",
    "0000000000000000FFFF0000FEA9FEA9:0050",
    "C20E00FD000000000000000054020000:0050",
  };

  private OpenConnections() {}

  static int toMetadata() {
    Set<String> own = ownSockets();
    return count("/proc/self/net/tcp", own) + count("/proc/self/net/tcp6", own);
  }

  private static int count(String table, Set<String> own) {
    int count = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new FileInputStream(table), StandardCharsets.US_ASCII))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (isOwnMetadata(line, own)) {
          count++;
        }
      }
    } catch (IOException notLinux) {
      return 0;
    }
    return count;
  }

  /** A line: {@code sl local remote state queues timer retransmits uid timeout inode …}. */
  static boolean isOwnMetadata(String line, Set<String> own) {
    java.util.StringTokenizer fields = new java.util.StringTokenizer(line);
    String[] field = new String[10];
    for (int i = 0; i < field.length; i++) {
      if (!fields.hasMoreTokens()) {
        return false;
      }
      field[i] = fields.nextToken();
    }
    if (!field[3].equals(ESTABLISHED) || !own.contains(field[9])) {
      return false;
    }
    for (String address : METADATA) {
      if (address.equals(field[2].toUpperCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> ownSockets() {
    Set<String> inodes = new HashSet<>();
    File[] descriptors = new File("/proc/self/fd").listFiles();
    if (descriptors == null) {
      return inodes;
    }
    for (File descriptor : descriptors) {
      try {
        String target = Files.readSymbolicLink(descriptor.toPath()).toString();
        if (target.startsWith("socket:[")) {
          inodes.add(target.substring("socket:[".length(), target.length() - 1));
        }
      } catch (IOException | UnsupportedOperationException closedMeanwhile) {
        // Not a socket any more.
      }
    }
    return inodes;
  }
}
