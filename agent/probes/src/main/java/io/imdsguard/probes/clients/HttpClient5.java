package io.imdsguard.probes.clients;

import java.io.IOException;
import java.net.URI;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;

/** Apache HttpClient 5, classic and async, and the async one that is minimal. */
public final class HttpClient5 implements Client, HttpClientResponseHandler<String> {
  private final CloseableHttpClient classic = HttpClients.createDefault();
  private final CloseableHttpAsyncClient async = HttpAsyncClients.createDefault();
  private final CloseableHttpAsyncClient minimal = HttpAsyncClients.createMinimal();

  public HttpClient5() {
    async.start();
    minimal.start();
  }

  @Override
  public String[] forms() {
    return new String[] {"classic", "async", "minimal"};
  }

  @Override
  public String get(String form, String url) throws Exception {
    return get(form, url, RequestConfig.DEFAULT);
  }

  @Override
  @SuppressWarnings("deprecation") // a request's own proxy is, but still works
  public String getThroughProxy(String form, int proxy, String url) throws Exception {
    if (form.equals("minimal")) {
      // It knows no proxies.
      return null;
    }
    HttpHost host = new HttpHost("127.0.0.1", proxy);
    return get(form, url, RequestConfig.custom().setProxy(host).build());
  }

  private String get(String form, String url, RequestConfig config) throws Exception {
    if (form.equals("classic")) {
      HttpGet get = new HttpGet(url);
      get.setConfig(config);
      return classic.execute(get, this);
    }
    SimpleHttpRequest request = new SimpleHttpRequest("GET", URI.create(url));
    request.setConfig(config);
    CloseableHttpAsyncClient client = form.equals("minimal") ? minimal : async;
    SimpleHttpResponse response = client.execute(request, null).get();
    return response.getCode() + " " + response.getBodyText();
  }

  @Override
  public String handleResponse(ClassicHttpResponse response) throws IOException {
    return response.getCode()
        + " "
        + Text.of(response.getEntity() == null ? null : response.getEntity().getContent());
  }

  @Override
  public void close() throws IOException {
    classic.close();
    async.close();
    minimal.close();
  }
}
