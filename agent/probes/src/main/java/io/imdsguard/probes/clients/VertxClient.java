package io.imdsguard.probes.clients;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;
import java.util.concurrent.TimeUnit;

/** Vert.x's HTTP client, 4. */
public final class VertxClient implements Client {
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = vertx.createHttpClient();

  @Override
  public String[] forms() {
    return new String[] {"request"};
  }

  @Override
  public String get(String form, String url) throws Exception {
    return get(client, url);
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) throws Exception {
    ProxyOptions http = new ProxyOptions().setHost("127.0.0.1").setPort(proxy);
    return get(vertx.createHttpClient(new HttpClientOptions().setProxyOptions(http)), url);
  }

  private static String get(HttpClient client, String url) throws Exception {
    Future<String> answer =
        client
            .request(new RequestOptions().setAbsoluteURI(url).setFollowRedirects(true))
            .compose(HttpClientRequest::send)
            .compose(response -> response.body().map(body -> response.statusCode() + " " + body));
    return answer.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
