package io.imdsguard.probes.clients;

import java.io.IOException;
import org.apache.commons.httpclient.HttpClient;
import org.apache.commons.httpclient.MultiThreadedHttpConnectionManager;
import org.apache.commons.httpclient.methods.GetMethod;

/** Commons HttpClient 3.1. */
public final class CommonsHttpClient implements Client {
  private final MultiThreadedHttpConnectionManager pool = new MultiThreadedHttpConnectionManager();

  @Override
  public String[] forms() {
    return new String[] {"execute"};
  }

  @Override
  public String get(String form, String url) throws IOException {
    return answer(new HttpClient(pool), url);
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) throws IOException {
    HttpClient client = new HttpClient(pool);
    client.getHostConfiguration().setProxy("127.0.0.1", proxy);
    return answer(client, url);
  }

  private static String answer(HttpClient client, String url) throws IOException {
    GetMethod get = new GetMethod(url);
    try {
      return client.executeMethod(get) + " " + Text.of(get.getResponseBodyAsStream());
    } finally {
      get.releaseConnection();
    }
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
