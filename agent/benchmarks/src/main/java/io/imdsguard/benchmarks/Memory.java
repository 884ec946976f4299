package io.imdsguard.benchmarks;

import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;

/** This process's memory, from Linux's /proc/self/status, see proc(5). */
final class Memory {
  private Memory() {}

  /** {@code VmHWM} (the peak) or {@code VmRSS} (now), in KiB. */
  static long resident(String field) throws IOException {
    try (BufferedReader lines = new BufferedReader(new FileReader("/proc/self/status"))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(field + ":")) {
          String number = line.substring(field.length() + 1).trim();
          return Long.parseLong(number.substring(0, number.indexOf(' ')));
        }
      }
    }
    throw new IOException("no " + field + " in /proc/self/status");
  }
}
