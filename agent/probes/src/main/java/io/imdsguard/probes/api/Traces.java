package io.imdsguard.probes.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.concurrent.Callable;

/**
 * Gets credentials in every way that there is, or fails to, and prints whatever it is told, save
 * the keys themselves: {@code Traces SCRIPT URL}. Then waits for a line with all of it held.
 */
public final class Traces {
  private Traces() {}

  public static void main(String[] arguments) throws Exception {
    ApiProbe.tryIt("api", () -> ApiProbe.text(Permitted.credentials()));
    told("refused", () -> Refused.credentials());
    told("refused-listener", () -> Refused.listen(unused -> {}));
    told("listener", () -> Permitted.listen(keys -> System.out.println(keys)));
    ApiProbe.tryIt("keys", () -> "" + ask(arguments[1]).length());
    told("other-path", () -> ask(arguments[1].replaceAll("/iam/.*", "/ami-id")));
    Process child = new ProcessBuilder(arguments[0]).start();
    ApiProbe.print("equipped", "and waits");
    while (System.in.read() != '\n') {
      // Until the test has looked at both processes.
    }
    child.destroy();
    System.exit(0);
  }

  /** What one is told who gets nothing, with all that hangs on it. */
  private static void told(String name, Callable<Object> what) {
    try {
      ApiProbe.print(name, "GOT " + what.call());
    } catch (Exception e) {
      ApiProbe.print(name, "FAILED");
      e.printStackTrace();
    }
  }

  private static String ask(String url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
    int status = connection.getResponseCode();
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        out.write(b);
      }
      return status + " " + connection.getHeaderFields() + " " + out.toString("UTF-8");
    }
  }
}
