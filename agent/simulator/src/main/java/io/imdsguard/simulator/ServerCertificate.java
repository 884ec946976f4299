package io.imdsguard.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A fresh certificate that a server vouches for itself with, made by the JDK's keytool.
 *
 * @param store a key store of type PKCS12 with the key and the certificate; as a trust store it
 *     makes a client trust this server alone
 */
public record ServerCertificate(Path store) {
  public static final String PASSWORD = "simulated";

  /**
   * Makes one.
   *
   * @param file where to keep it; it must not be there yet
   * @param names whom it is for, such as {@code dns:localhost,ip:127.0.0.1}
   */
  public static ServerCertificate make(Path file, String names)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile("keytool", ".log");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-validity",
                "30",
                "-dname",
                "CN=simulator",
                "-ext",
                "san=" + names,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD,
                // What Java 8 can read.
                "-J-Dkeystore.pkcs12.legacy")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool failed: " + Files.readString(log));
    }
    Files.delete(log);
    return new ServerCertificate(file);
  }

  /** The server's side of TLS with it. */
  public SSLContext context() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
