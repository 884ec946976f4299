package io.imdsguard.probes.clients;

import java.io.IOException;
import org.apache.http.HttpHost;
import org.apache.http.HttpResponse;
import org.apache.http.client.ResponseHandler;
import org.apache.http.client.methods.HttpGet;

/** Apache HttpClient 4, by what 4.2 has and later versions still have. */
@SuppressWarnings("deprecation") // names in full, because an import warns all the same on Java 8
public final class HttpClient4 implements Client, ResponseHandler<String> {
  private final org.apache.http.impl.client.DefaultHttpClient client =
      new org.apache.http.impl.client.DefaultHttpClient(
          new org.apache.http.impl.conn.PoolingClientConnectionManager());

  @Override
  public String[] forms() {
    return new String[] {"execute"};
  }

  @Override
  public String get(String form, String url) throws IOException {
    return client.execute(new HttpGet(url), this);
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) throws IOException {
    HttpGet get = new HttpGet(url);
    get.getParams()
        .setParameter(
            org.apache.http.conn.params.ConnRoutePNames.DEFAULT_PROXY,
            new HttpHost("127.0.0.1", proxy));
    return client.execute(get, this);
  }

  @Override
  public String handleResponse(HttpResponse response) throws IOException {
    return response.getStatusLine().getStatusCode()
        + " "
        + Text.of(response.getEntity() == null ? null : response.getEntity().getContent());
  }

  @Override
  public void close() {
    client.getConnectionManager().shutdown();
  }
}
