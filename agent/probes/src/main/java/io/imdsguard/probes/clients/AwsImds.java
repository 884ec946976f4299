package io.imdsguard.probes.clients;

import java.net.URI;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.imds.Ec2MetadataAsyncClient;
import software.amazon.awssdk.imds.Ec2MetadataClient;

/**
 * AWS SDK v2's client for the metadata service over three of its HTTP clients. It can be given no
 * proxy, and asks any host for a session token first: where there is none, its HTTP client is
 * asked.
 */
public final class AwsImds implements Client {
  private final SdkHttpClient plain = UrlConnectionHttpClient.create();
  private final SdkHttpClient apache = ApacheHttpClient.create();
  private final SdkAsyncHttpClient netty = NettyNioAsyncHttpClient.create();

  private final ImdsAnswer.Endpoints<Ec2MetadataClient> overPlain =
      new ImdsAnswer.Endpoints<>(
          uri -> Ec2MetadataClient.builder().endpoint(uri).httpClient(plain).build());

  private final ImdsAnswer.Endpoints<Ec2MetadataClient> overApache =
      new ImdsAnswer.Endpoints<>(
          uri -> Ec2MetadataClient.builder().endpoint(uri).httpClient(apache).build());

  private final ImdsAnswer.Endpoints<Ec2MetadataAsyncClient> overNetty =
      new ImdsAnswer.Endpoints<>(
          uri -> Ec2MetadataAsyncClient.builder().endpoint(uri).httpClient(netty).build());

  @Override
  public String[] forms() {
    return new String[] {"urlconnection", "apache", "async"};
  }

  @Override
  public String get(String form, String url) throws Exception {
    URI uri = URI.create(url);
    if (ImdsAnswer.isElsewhere(uri)) {
      if (form.equals("async")) {
        AwsAsync exchange = new AwsAsync(url);
        return exchange.answer(netty.execute(exchange.request()));
      }
      return ImdsAnswer.elsewhere(form.equals("apache") ? apache : plain, url);
    }
    try {
      switch (form) {
        case "async":
          return ImdsAnswer.of(
              overNetty.at(uri).get(ImdsAnswer.path(uri)).get(30, TimeUnit.SECONDS).asString());
        case "apache":
          return ImdsAnswer.of(overApache.at(uri).get(ImdsAnswer.path(uri)).asString());
        default:
          return ImdsAnswer.of(overPlain.at(uri).get(ImdsAnswer.path(uri)).asString());
      }
    } catch (Exception e) {
      return ImdsAnswer.of(e);
    }
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) {
    return null;
  }

  @Override
  public void close() {
    plain.close();
    apache.close();
    netty.close();
  }
}
