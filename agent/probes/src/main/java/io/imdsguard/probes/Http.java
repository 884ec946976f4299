package io.imdsguard.probes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/**
 * The least of HTTP that raw sockets need, and HttpURLConnection without exceptions for a status.
 */
final class Http {
  private Http() {}

  static byte[] request(URL url) {
    String path = url.getFile().isEmpty() ? "/" : url.getFile();
    String text = "GET " + path + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\n\r\n";
    return bytes(text);
  }

  static byte[] bytes(String text) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) text.charAt(i);
    }
    return bytes;
  }

  static int port(URL url) {
    return url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
  }

  /** {@code STATUS BODY} of a whole response. */
  static String answer(byte[] response) {
    StringBuilder text = new StringBuilder();
    for (byte b : response) {
      text.append((char) (b & 0xff));
    }
    if (text.length() < 12) {
      return "000 closed after " + response.length + " bytes";
    }
    int body = text.indexOf("\r\n\r\n");
    return text.substring(9, 12) + " " + (body < 0 ? "" : text.substring(body + 4));
  }

  static byte[] readAll(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      out.write(buffer, 0, n);
    }
    return out.toByteArray();
  }

  static String get(String url) throws IOException {
    return send((HttpURLConnection) new URL(url).openConnection(Proxy.NO_PROXY));
  }

  /** Over a connection that somebody else may have left open. */
  static String pooled(String url) throws IOException {
    return send((HttpURLConnection) new URL(url).openConnection());
  }

  static String send(HttpURLConnection connection) throws IOException {
    connection.setConnectTimeout(5_000);
    connection.setReadTimeout(15_000);
    int status = connection.getResponseCode();
    InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    String body = in == null ? "" : new String(readAll(in), StandardCharsets.ISO_8859_1);
    return status + " " + body;
  }

  /** The status that HttpURLConnection's exception names; any other exception is thrown on. */
  static String statusIn(IOException e) throws IOException {
    String marker = "response code: ";
    int at = String.valueOf(e.getMessage()).indexOf(marker);
    if (at < 0) {
      throw e;
    }
    return e.getMessage().substring(at + marker.length(), at + marker.length() + 3);
  }
}
