package io.imdsguard.probes.clients;

import io.vertx.core.Vertx;
import io.vertx.core.net.ProxyOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.concurrent.TimeUnit;

/** Vert.x's WebClient, 4 and 5. */
public final class VertxWebClient implements Client {
  private final Vertx vertx = Vertx.vertx();
  private final WebClient client = WebClient.create(vertx);

  @Override
  public String[] forms() {
    return new String[] {"send"};
  }

  @Override
  public String get(String form, String url) throws Exception {
    return get(client, url);
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) throws Exception {
    ProxyOptions http = new ProxyOptions().setHost("127.0.0.1").setPort(proxy);
    return get(WebClient.create(vertx, new WebClientOptions().setProxyOptions(http)), url);
  }

  private static String get(WebClient client, String url) throws Exception {
    return client
        .getAbs(url)
        .send()
        .map(response -> response.statusCode() + " " + response.bodyAsString())
        .toCompletionStage()
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
