package io.imdsguard.agent;

import io.imdsguard.metadata.Endpoint;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * Counts this process's established connections to guarded addresses, from Linux's {@code
 * /proc/self/net/tcp}, see proc(5). Elsewhere there are none to be seen.
 */
final class OpenConnections {
  private static final String ESTABLISHED = "01";

  /** An IPv4 address as an IPv6 socket has it: RFC 4291, section 2.5.5.2. */
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  private final Set<String> remotes = new HashSet<>();
  private final Set<String> own;

  /**
   * Prepares a count.
   *
   * @param guarded the endpoints whose connections count
   * @param own the inodes of the sockets that count
   */
  OpenConnections(List<Endpoint> guarded, Set<String> own) {
    this.own = own;
    for (Endpoint endpoint : guarded) {
      byte[] address = endpoint.address().getAddress();
      remotes.add(printed(address, endpoint.port()));
      if (address.length == 4) {
        byte[] mapped = Arrays.copyOf(MAPPED, MAPPED.length + address.length);
        System.arraycopy(address, 0, mapped, MAPPED.length, address.length);
        remotes.add(printed(mapped, endpoint.port()));
      }
    }
  }

  /** How many there are now. */
  static int to(List<Endpoint> guarded) {
    OpenConnections connections = new OpenConnections(guarded, ownSockets());
    return connections.count("/proc/self/net/tcp") + connections.count("/proc/self/net/tcp6");
  }

  /**
   * As the kernel prints it: words of 32 bits in the machine's own order of bytes, and the port.
   */
  private static String printed(byte[] address, int port) {
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < address.length; i++) {
      text.append(hex(address[little ? i ^ 3 : i] & 0xff, 2));
    }
    return text.append(':').append(hex(port, 4)).toString();
  }

  private static String hex(int number, int digits) {
    String text = Integer.toHexString(number).toUpperCase(Locale.ROOT);
    return "0000".substring(0, digits - text.length()) + text;
  }

  private int count(String table) {
    int count = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new FileInputStream(table), StandardCharsets.US_ASCII))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (counts(line)) {
          count++;
        }
      }
    } catch (IOException notLinux) {
      return 0;
    }
    return count;
  }

  /** A line: {@code sl local remote state queues timer retransmits uid timeout inode …}. */
  boolean counts(String line) {
    StringTokenizer fields = new StringTokenizer(line);
    String[] field = new String[10];
    for (int i = 0; i < field.length; i++) {
      if (!fields.hasMoreTokens()) {
        return false;
      }
      field[i] = fields.nextToken();
    }
    return field[3].equals(ESTABLISHED)
        && own.contains(field[9])
        && remotes.contains(field[2].toUpperCase(Locale.ROOT));
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
