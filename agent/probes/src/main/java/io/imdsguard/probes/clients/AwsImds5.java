package io.imdsguard.probes.clients;

import java.net.URI;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.imds.Ec2MetadataClient;

/** AWS SDK v2's client for the metadata service over Apache HttpClient 5. */
public final class AwsImds5 implements Client {
  private final SdkHttpClient apache = Apache5HttpClient.create();
  private final ImdsAnswer.Endpoints<Ec2MetadataClient> clients =
      new ImdsAnswer.Endpoints<>(
          uri -> Ec2MetadataClient.builder().endpoint(uri).httpClient(apache).build());

  @Override
  public String[] forms() {
    return new String[] {"apache5"};
  }

  @Override
  public String get(String form, String url) throws Exception {
    URI uri = URI.create(url);
    if (ImdsAnswer.isElsewhere(uri)) {
      return ImdsAnswer.elsewhere(apache, url);
    }
    try {
      return ImdsAnswer.of(clients.at(uri).get(ImdsAnswer.path(uri)).asString());
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
    apache.close();
  }
}
