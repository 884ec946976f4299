package io.imdsguard.probes.clients;

import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.ProxyConfiguration;

/** AWS SDK v2's Netty client, used directly. */
public final class AwsNetty implements Client {
  private final SdkAsyncHttpClient client = NettyNioAsyncHttpClient.create();

  @Override
  public String[] forms() {
    return new String[] {"netty"};
  }

  @Override
  public String get(String form, String url) throws Exception {
    return get(client, url);
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) throws Exception {
    ProxyConfiguration http =
        ProxyConfiguration.builder().host("127.0.0.1").port(proxy).scheme("http").build();
    try (SdkAsyncHttpClient other =
        NettyNioAsyncHttpClient.builder().proxyConfiguration(http).build()) {
      return get(other, url);
    }
  }

  private static String get(SdkAsyncHttpClient client, String url) throws Exception {
    AwsAsync exchange = new AwsAsync(url);
    return exchange.answer(client.execute(exchange.request()));
  }

  @Override
  public void close() {
    client.close();
  }
}
