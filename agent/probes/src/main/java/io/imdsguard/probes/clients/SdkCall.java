package io.imdsguard.probes.clients;

import java.io.IOException;
import java.net.URI;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** What the AWS SDK v2's synchronous HTTP clients are given and give. */
final class SdkCall {
  private SdkCall() {}

  static HttpExecuteRequest of(String url) {
    URI uri = URI.create(url);
    return HttpExecuteRequest.builder()
        .request(
            SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(uri)
                .putHeader("Host", uri.getAuthority())
                .build())
        .build();
  }

  static String answer(HttpExecuteResponse response) throws IOException {
    try (AbortableInputStream body = response.responseBody().orElse(null)) {
      return response.httpResponse().statusCode() + " " + Text.of(body);
    }
  }
}
