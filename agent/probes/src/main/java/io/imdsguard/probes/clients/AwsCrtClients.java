package io.imdsguard.probes.clients;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.http.crt.ProxyConfiguration;

/** AWS SDK v2's HTTP clients over AWS CRT, used directly. */
public final class AwsCrtClients implements Client {
  private final SdkHttpClient sync = AwsCrtHttpClient.create();
  private final SdkAsyncHttpClient async = AwsCrtAsyncHttpClient.create();

  @Override
  public String[] forms() {
    return new String[] {"sync", "async"};
  }

  @Override
  public String get(String form, String url) throws Exception {
    return form.equals("sync") ? get(sync, url) : get(async, url);
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) throws Exception {
    ProxyConfiguration http =
        ProxyConfiguration.builder().host("127.0.0.1").port(proxy).scheme("http").build();
    if (form.equals("sync")) {
      try (SdkHttpClient other = AwsCrtHttpClient.builder().proxyConfiguration(http).build()) {
        return get(other, url);
      }
    }
    try (SdkAsyncHttpClient other =
        AwsCrtAsyncHttpClient.builder().proxyConfiguration(http).build()) {
      return get(other, url);
    }
  }

  private static String get(SdkHttpClient client, String url) throws Exception {
    URI uri = URI.create(url);
    SdkHttpFullRequest request =
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(uri)
            .putHeader("Host", uri.getAuthority())
            .build();
    HttpExecuteResponse response =
        client.prepareRequest(HttpExecuteRequest.builder().request(request).build()).call();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    if (response.responseBody().isPresent()) {
      try (InputStream in = response.responseBody().get()) {
        for (int b = in.read(); b >= 0; b = in.read()) {
          text.write(b);
        }
      }
    }
    return response.httpResponse().statusCode()
        + " "
        + new String(text.toByteArray(), StandardCharsets.UTF_8);
  }

  private static String get(SdkAsyncHttpClient client, String url) throws Exception {
    AwsAsync exchange = new AwsAsync(url);
    return exchange.answer(client.execute(exchange.request()));
  }

  @Override
  public void close() {
    sync.close();
    async.close();
  }
}
