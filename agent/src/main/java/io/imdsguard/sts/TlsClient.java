package io.imdsguard.sts;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchProviderException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/**
 * Opens TLS to a named host, trusting what the JVM was started to trust, whatever defaults an
 * application has set since. Thread-safe.
 */
public final class TlsClient {
  private static final String JDK_PROVIDER = "SunJSSE";
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final SSLContext context;

  /**
   * Creates a client.
   *
   * @param trust where the trusted certificates are
   * @throws IOException if they can't be read, or this JVM has no TLS
   */
  public TlsClient(TrustStore trust) throws IOException {
    try {
      TrustManagerFactory roots = roots();
      roots.init(trust.load());
      context = context();
      context.init(null, roots.getTrustManagers(), null);
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS can't be had: " + e, e);
    }
  }

  private static TrustManagerFactory roots() throws GeneralSecurityException {
    try {
      return TrustManagerFactory.getInstance("PKIX", JDK_PROVIDER);
    } catch (NoSuchProviderException notOpenJdk) {
      return TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    }
  }

  private static SSLContext context() throws GeneralSecurityException {
    try {
      return SSLContext.getInstance("TLS", JDK_PROVIDER);
    } catch (NoSuchProviderException notOpenJdk) {
      return SSLContext.getInstance("TLS");
    }
  }

  /**
   * Negotiates over two streams that are connected to the host.
   *
   * @throws IOException if the other end is not the host's, by a certificate that is trusted
   */
  public TlsStreams open(String host, int port, InputStream in, OutputStream out)
      throws IOException {
    SSLEngine engine = context.createSSLEngine(host, port);
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setProtocols(protocols(engine));
    engine.setSSLParameters(parameters);
    TlsStreams streams = new TlsStreams(engine, in, out);
    streams.handshake();
    return streams;
  }

  private static String[] protocols(SSLEngine engine) {
    List<String> chosen = new ArrayList<>(2);
    for (String supported : engine.getSupportedProtocols()) {
      for (String wanted : PROTOCOLS) {
        if (supported.equals(wanted)) {
          chosen.add(wanted);
        }
      }
    }
    return chosen.toArray(new String[0]);
  }

  /** Where the trusted certificates are: the JVM's own settings at one moment. Immutable. */
  public static final class TrustStore {
    private final String javaHome;
    private final String file;
    private final String type;
    private final String password;

    /**
     * Names a key store.
     *
     * @param javaHome where the JDK is that has one of its own
     * @param file {@code null} for the JDK's own
     * @param type {@code null} for the JDK's default
     * @param password {@code null} for none
     */
    public TrustStore(String javaHome, String file, String type, String password) {
      this.javaHome = javaHome;
      this.file = file;
      this.type = type;
      this.password = password;
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
      KeyStore store = KeyStore.getInstance(type == null ? KeyStore.getDefaultType() : type);
      File from = file == null ? ofTheJdk() : new File(file);
      try (InputStream in = new FileInputStream(from)) {
        store.load(in, password == null ? null : password.toCharArray());
      }
      if (store.size() == 0) {
        throw new IOException("no certificate in " + from + " can be read without its password");
      }
      return store;
    }

    private File ofTheJdk() {
      File folder = new File(javaHome, "lib/security");
      File added = new File(folder, "jssecacerts");
      return added.exists() ? added : new File(folder, "cacerts");
    }
  }
}
