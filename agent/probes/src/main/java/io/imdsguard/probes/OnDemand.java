package io.imdsguard.probes;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Fetches a URL whenever a line comes on standard input, over a connection of its own, and ends
 * with the input: {@code OnDemand URL}. The line is the probe's name.
 */
public final class OnDemand {
  private OnDemand() {}

  public static void main(String[] arguments) throws Exception {
    System.out.println("ready");
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String name = lines.readLine(); name != null; name = lines.readLine()) {
      Report.run(name, Http::get, arguments[0]);
    }
    System.out.println("done");
  }
}
