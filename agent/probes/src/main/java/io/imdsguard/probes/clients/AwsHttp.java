package io.imdsguard.probes.clients;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** AWS SDK v2's HTTP clients on HttpURLConnection and on Apache HttpClient 4. */
public final class AwsHttp implements Client {
  private final SdkHttpClient plain = UrlConnectionHttpClient.create();
  private final SdkHttpClient apache = ApacheHttpClient.create();

  @Override
  public String[] forms() {
    return new String[] {"urlconnection", "apache"};
  }

  @Override
  public String get(String form, String url) throws IOException {
    return call(form.equals("apache") ? apache : plain, url);
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) throws IOException {
    try (SdkHttpClient other =
        form.equals("apache")
            ? ApacheHttpClient.builder()
                .proxyConfiguration(
                    ProxyConfiguration.builder()
                        .endpoint(URI.create("http://127.0.0.1:" + proxy))
                        .build())
                .build()
            : UrlConnectionHttpClient.create(uri -> connection(uri, proxy))) {
      return call(other, url);
    }
  }

  private static HttpURLConnection connection(URI uri, int proxy) {
    try {
      return (HttpURLConnection) uri.toURL().openConnection(LocalProxy.at(proxy));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String call(SdkHttpClient client, String url) throws IOException {
    return SdkCall.answer(client.prepareRequest(SdkCall.of(url)).call());
  }

  @Override
  public void close() {
    plain.close();
    apache.close();
  }
}
