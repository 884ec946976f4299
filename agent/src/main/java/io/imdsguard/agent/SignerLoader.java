package io.imdsguard.agent;

import io.imdsguard.sts.JdkProviders;
import io.imdsguard.sts.Signer;
import io.imdsguard.sts.StsSettings;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.function.Supplier;

/**
 * Loads what signs when it is asked for the first time, or ahead: it and its library are in an
 * archive that nobody reads before. Thread-safe.
 */
final class SignerLoader implements Supplier<Signer>, Runnable {
  private static final String CLASS = "io.imdsguard.signer.AwsSigner";
  private static final SignerLoader SHARED = new SignerLoader();

  private Signer signer;

  private SignerLoader() {}

  /** The only one. */
  static SignerLoader shared() {
    return SHARED;
  }

  /**
   * Loads it in the background. To load it, and what it loads when it signs, takes about as long as
   * an SDK waits for its keys (1 s); so a policy that might need it has it loaded before anybody
   * asks.
   */
  void begin(Instrumentation instrumentation) {
    try {
      JunctionAccess.open(instrumentation);
    } catch (ReflectiveOperationException | RuntimeException e) {
      // Then the security providers are the JVM's, as on any that is not OpenJDK.
      Console.say("the JDK's own security providers can't be had: " + e);
    }
    Thread thread = new Thread(this, "imds-guard-signer");
    thread.setDaemon(true);
    thread.start();
  }

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

  @Override
  public void run() {
    StsSettings nowhere =
        new StsSettings("arn:aws:iam::000000000000:role/none", "none", "https://sts.invalid");
    JdkProviders own = JdkProviders.enter();
    try {
      get().sign(new Signer.Signable(nowhere, "", 0), new NoKeys());
    } catch (IOException | RuntimeException | LinkageError e) {
      // Whoever needs it meets the same, and is told.
      return;
    } finally {
      own.leave();
    }
  }

  private static final class NoKeys implements Signer.Keys {
    @Override
    public String accessKeyId() {
      return "none";
    }

    @Override
    public String secretAccessKey() {
      return "none";
    }

    @Override
    public String sessionToken() {
      return "none";
    }
  }
}
