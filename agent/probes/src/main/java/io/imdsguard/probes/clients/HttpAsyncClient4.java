package io.imdsguard.probes.clients;

import java.io.IOException;
import org.apache.http.HttpHost;
import org.apache.http.HttpResponse;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClients;

/** Apache HttpAsyncClient 4. */
public final class HttpAsyncClient4 implements Client {
  private final CloseableHttpAsyncClient client = HttpAsyncClients.createDefault();

  public HttpAsyncClient4() {
    client.start();
  }

  @Override
  public String[] forms() {
    return new String[] {"async"};
  }

  @Override
  public String get(String form, String url) throws Exception {
    return answer(new HttpGet(url));
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) throws Exception {
    HttpGet get = new HttpGet(url);
    get.setConfig(RequestConfig.custom().setProxy(new HttpHost("127.0.0.1", proxy)).build());
    return answer(get);
  }

  private String answer(HttpGet get) throws Exception {
    HttpResponse response = client.execute(get, null).get();
    return response.getStatusLine().getStatusCode()
        + " "
        + Text.of(response.getEntity() == null ? null : response.getEntity().getContent());
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
