package io.imdsguard.probes;

import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Base64;

/**
 * Spellings of one address: {@code Spellings FILE}, with a line {@code ID host|url BASE64} each.
 * Every one is tried as a URL, and a host as a socket's address too.
 */
public final class Spellings {
  private static final String PATH = "/latest/meta-data/iam/security-credentials/demo-role";

  private Spellings() {}

  public static void main(String[] arguments) throws Exception {
    for (String line : Files.readAllLines(Paths.get(arguments[0]))) {
      String[] words = line.split(" ", 3);
      String form = new String(Base64.getDecoder().decode(words[2]), StandardCharsets.UTF_8);
      if (words[1].equals("host")) {
        boolean bare = form.indexOf(':') >= 0 && !form.startsWith("[");
        Report.run(words[0] + "/socket", Spellings::socket, form);
        Report.run(
            words[0] + "/url", Spellings::url, "http://" + (bare ? "[" + form + "]" : form) + PATH);
      } else {
        Report.run(words[0] + "/url", Spellings::url, form);
      }
    }
    System.exit(0);
  }

  private static String socket(String host) throws Exception {
    URL plain = new URL("http://169.254.169.254" + PATH);
    try (Socket socket = new Socket(Proxy.NO_PROXY)) {
      socket.connect(new InetSocketAddress(host, 80), 3_000);
      socket.setSoTimeout(15_000);
      socket.getOutputStream().write(Http.request(plain));
      return Http.answer(Http.readAll(socket.getInputStream()));
    }
  }

  private static String url(String url) throws Exception {
    URLConnection connection = new URL(url).openConnection();
    connection.setConnectTimeout(3_000);
    connection.setReadTimeout(15_000);
    if (connection instanceof HttpURLConnection) {
      return Http.send((HttpURLConnection) connection);
    }
    // Whoever speaks no HTTP waits for a greeting that does not come.
    connection.setReadTimeout(1_000);
    try (InputStream in = connection.getInputStream()) {
      return "200 " + new String(Http.readAll(in), StandardCharsets.ISO_8859_1);
    }
  }
}
