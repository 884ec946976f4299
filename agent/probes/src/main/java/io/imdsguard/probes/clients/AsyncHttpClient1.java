package io.imdsguard.probes.clients;

import com.ning.http.client.AsyncHttpClient;
import com.ning.http.client.AsyncHttpClientConfig;
import com.ning.http.client.ProxyServer;
import com.ning.http.client.Response;

/** AsyncHttpClient 1, com.ning. */
public final class AsyncHttpClient1 implements Client {
  private final AsyncHttpClient client =
      new AsyncHttpClient(new AsyncHttpClientConfig.Builder().setFollowRedirect(true).build());

  @Override
  public String[] forms() {
    return new String[] {"async"};
  }

  @Override
  public String get(String form, String url) throws Exception {
    return text(client.prepareGet(url).execute().get());
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) throws Exception {
    return text(
        client.prepareGet(url).setProxyServer(new ProxyServer("127.0.0.1", proxy)).execute().get());
  }

  private static String text(Response response) throws Exception {
    return response.getStatusCode() + " " + response.getResponseBody();
  }

  @Override
  public void close() {
    client.close();
  }
}
