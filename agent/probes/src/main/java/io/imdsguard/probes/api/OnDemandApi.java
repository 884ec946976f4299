package io.imdsguard.probes.api;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Asks the agent's API whenever a line comes on standard input, which is the probe's name. */
public final class OnDemandApi {
  private OnDemandApi() {}

  public static void main(String[] arguments) throws Exception {
    System.out.println("ready");
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String name = lines.readLine(); name != null; name = lines.readLine()) {
      ApiProbe.tryIt(name, () -> ApiProbe.text(Permitted.credentials()));
    }
  }
}
