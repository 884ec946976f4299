package io.imdsguard.probes.clients;

import java.io.IOException;
import org.jsoup.Connection;
import org.jsoup.Jsoup;

/** jsoup, which has a client of its own for the pages it parses. */
public final class JsoupClient implements Client {
  @Override
  public String[] forms() {
    return new String[] {"execute"};
  }

  @Override
  public String get(String form, String url) throws IOException {
    return answer(Jsoup.connect(url));
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) throws IOException {
    return answer(Jsoup.connect(url).proxy("127.0.0.1", proxy));
  }

  private static String answer(Connection connection) throws IOException {
    Connection.Response response =
        connection.ignoreHttpErrors(true).ignoreContentType(true).execute();
    return response.statusCode() + " " + response.body();
  }

  @Override
  public void close() {}
}
