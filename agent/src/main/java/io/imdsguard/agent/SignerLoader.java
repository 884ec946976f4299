package io.imdsguard.agent;

import io.imdsguard.sts.Signer;
import java.util.function.Supplier;

/**
 * Loads what signs when it is asked for the first time: it and its library are in an archive that
 * nobody reads before. Thread-safe.
 */
final class SignerLoader implements Supplier<Signer> {
  private static final String CLASS = "io.imdsguard.signer.AwsSigner";

  private Signer signer;

  @Override
  public synchronized Signer get() {
    if (signer == null) {
      try {
        signer =
            Class.forName(CLASS, true, SignerLoader.class.getClassLoader())
                .asSubclass(Signer.class)
                .getDeclaredConstructor()
                .newInstance();
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("what signs can't be loaded", e);
      }
    }
    return signer;
  }
}
