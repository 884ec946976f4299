package io.imdsguard.probes.clients;

import feign.Feign;
import feign.RequestLine;
import feign.Response;
import java.io.IOException;
import java.net.URI;

/** Feign on its default client. */
public final class FeignClient implements Client {
  /** Whatever a URI yields. */
  interface Api {
    @RequestLine("GET")
    Response get(URI uri);
  }

  private final Api api = Feign.builder().target(Api.class, "http://127.0.0.1");

  @Override
  public String[] forms() {
    return new String[] {"proxy-interface"};
  }

  @Override
  public String get(String form, String url) throws IOException {
    return answer(api, url);
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) throws IOException {
    return answer(
        Feign.builder()
            .client(new feign.Client.Proxied(null, null, LocalProxy.at(proxy)))
            .target(Api.class, "http://127.0.0.1"),
        url);
  }

  private static String answer(Api api, String url) throws IOException {
    try (Response response = api.get(URI.create(url))) {
      return response.status()
          + " "
          + Text.of(response.body() == null ? null : response.body().asInputStream());
    }
  }

  @Override
  public void close() {}
}
