package io.imdsguard.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The network namespace that the whole test JVM runs in, see {@code src/test/namespace}. */
final class Namespace {
  private Namespace() {}

  /** Skips the test, out loud, where the real addresses are not this machine's own. */
  static void required() {
    boolean isolated = "yes".equals(System.getenv("IMDS_GUARD_NAMESPACE"));
    if (!isolated) {
      System.out.println(
          "SKIPPED: no network namespace could be made (unshare -rn), so that nothing is tested on the"
              + " real metadata address");
    }
    assumeTrue(isolated, "needs a network namespace of its own");
  }
}
