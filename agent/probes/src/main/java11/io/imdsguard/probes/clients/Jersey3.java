package io.imdsguard.probes.clients;

import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** Jersey's client from 3 on, whose API has another name, on its default connector. */
public final class Jersey3 implements Client {
  private final jakarta.ws.rs.client.Client client = ClientBuilder.newClient();

  @Override
  public String[] forms() {
    return new String[] {"invoke", "async", "rx", "submit"};
  }

  @Override
  public String get(String form, String url) throws Exception {
    return answer(client, form, url);
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) throws Exception {
    jakarta.ws.rs.client.Client other =
        ClientBuilder.newBuilder()
            .property("jersey.config.client.proxy.uri", "http://127.0.0.1:" + proxy)
            .build();
    try {
      return answer(other, form, url);
    } finally {
      other.close();
    }
  }

  private static String answer(jakarta.ws.rs.client.Client client, String form, String url)
      throws Exception {
    Invocation.Builder request = client.target(URI.create(url)).request();
    Response response;
    switch (form) {
      case "async":
        response = request.async().get().get(30, TimeUnit.SECONDS);
        break;
      case "rx":
        response = request.rx().get().toCompletableFuture().get(30, TimeUnit.SECONDS);
        break;
      case "submit":
        response = request.buildGet().submit().get(30, TimeUnit.SECONDS);
        break;
      default:
        response = request.get();
    }
    return response.getStatus() + " " + response.readEntity(String.class);
  }

  @Override
  public void close() {
    client.close();
  }
}
