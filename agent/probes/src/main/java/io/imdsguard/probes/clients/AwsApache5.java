package io.imdsguard.probes.clients;

import java.io.IOException;
import java.net.URI;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;

/** AWS SDK v2's HTTP client on Apache HttpClient 5. */
public final class AwsApache5 implements Client {
  private final SdkHttpClient client = Apache5HttpClient.create();

  @Override
  public String[] forms() {
    return new String[] {"apache5"};
  }

  @Override
  public String get(String form, String url) throws IOException {
    return call(client, url);
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) throws IOException {
    URI at = URI.create("http://127.0.0.1:" + proxy);
    try (SdkHttpClient other =
        Apache5HttpClient.builder()
            .proxyConfiguration(ProxyConfiguration.builder().endpoint(at).build())
            .build()) {
      return call(other, url);
    }
  }

  private static String call(SdkHttpClient client, String url) throws IOException {
    return SdkCall.answer(client.prepareRequest(SdkCall.of(url)).call());
  }

  @Override
  public void close() {
    client.close();
  }
}
