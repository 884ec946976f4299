package io.imdsguard.probes;

import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;

/**
 * Puts security providers of its own before the JDK's and in their places, and then runs another
 * probe: {@code Spies MAIN ARGUMENT…}. Prints which of them the agent has asked for what.
 */
public final class Spies {
  private static final String[] NAMES = {"spy", "SUN", "SunJCE", "SunJSSE", "SunEC"};
  private static final String[][] SERVICES = {
    {"SecureRandom", "NativePRNG"},
    {"MessageDigest", "SHA-256"},
    {"Mac", "HmacSHA256"},
    {"SSLContext", "TLS"},
    {"TrustManagerFactory", "PKIX"},
    {"Cipher", "AES/GCM/NoPadding"},
    {"Cipher", "ChaCha20-Poly1305"},
    {"KeyGenerator", "SunTlsRsaPremasterSecret"},
    {"KeyFactory", "XDH"},
    {"KeyAgreement", "XDH"},
    {"Signature", "SHA256withECDSA"},
  };

  private static final Provider[] ORIGINALS = Security.getProviders();

  private Spies() {}

  public static void main(String[] arguments) throws Exception {
    for (String name : NAMES) {
      Provider original = Security.getProvider(name);
      Security.removeProvider(name);
      Security.insertProviderAt(new Spy(name, original), 1);
    }
    Report.print("random", "IS", new SecureRandom().getProvider().getClass().getName());
    String[] rest = new String[arguments.length - 1];
    System.arraycopy(arguments, 1, rest, 0, rest.length);
    Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
  }

  private static final class Spy extends Provider {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("deprecation") // Java 8 has no other constructor
    Spy(String name, Provider original) {
      super(name, 1.0, "sees what it is asked for");
      for (String[] service : SERVICES) {
        putService(new Noted(this, service[0], service[1], original));
      }
    }
  }

  /** Says so if the agent asks, and leaves the work to the JDK's provider. */
  private static final class Noted extends Provider.Service {
    private final Provider original;

    Noted(Provider spy, String type, String algorithm, Provider original) {
      super(spy, type, algorithm, "none", null, null);
      this.original = original;
    }

    @Override
    public Object newInstance(Object parameter) throws java.security.NoSuchAlgorithmException {
      for (StackTraceElement frame : new Throwable().getStackTrace()) {
        String name = frame.getClassName();
        if (name.startsWith("io.imdsguard.") && !name.startsWith("io.imdsguard.probes.")) {
          Report.print("spied-" + getType(), "GOT", "200 " + name);
          break;
        }
      }
      Provider.Service real =
          original == null ? null : original.getService(getType(), getAlgorithm());
      for (Provider each : ORIGINALS) {
        if (real == null) {
          real = each.getService(getType(), getAlgorithm());
        }
      }
      if (real == null) {
        throw new java.security.NoSuchAlgorithmException(getAlgorithm());
      }
      return real.newInstance(parameter);
    }

    @Override
    public boolean supportsParameter(Object parameter) {
      return true;
    }
  }
}
