package io.imdsguard.probes.clients;

import static org.asynchttpclient.Dsl.asyncHttpClient;
import static org.asynchttpclient.Dsl.config;
import static org.asynchttpclient.Dsl.proxyServer;

import java.io.IOException;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.Response;

/** AsyncHttpClient 2 and 3. */
public final class AsyncHttpClient2 implements Client {
  private final AsyncHttpClient client = asyncHttpClient(config().setFollowRedirect(true));

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
        client.prepareGet(url).setProxyServer(proxyServer("127.0.0.1", proxy)).execute().get());
  }

  private static String text(Response response) {
    return response.getStatusCode() + " " + response.getResponseBody();
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
