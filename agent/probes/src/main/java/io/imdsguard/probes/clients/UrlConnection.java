package io.imdsguard.probes.clients;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;

/** The JDK's {@code HttpURLConnection}. */
public final class UrlConnection implements Client {
  @Override
  public String[] forms() {
    return new String[] {"url"};
  }

  @Override
  public String get(String form, String url) throws IOException {
    return answer((HttpURLConnection) new URL(url).openConnection());
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) throws IOException {
    return answer((HttpURLConnection) new URL(url).openConnection(LocalProxy.at(proxy)));
  }

  private static String answer(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    return status + " " + Text.of(status < 400 ? connection.getInputStream() : null);
  }

  @Override
  public void close() {}
}
