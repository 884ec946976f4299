package io.imdsguard.probes.clients;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Vert.x's HTTP client, 4 and 5: with futures and, in 4, with callbacks. */
public final class VertxClient implements Client {
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = create(new HttpClientOptions());

  @Override
  public String[] forms() {
    List<String> forms = new ArrayList<>();
    forms.add("future");
    try {
      HttpClient.class.getMethod("request", RequestOptions.class, Handler.class);
      forms.add("callback");
    } catch (NoSuchMethodException e) {
      // Vert.x 5 has futures alone.
    }
    return forms.toArray(new String[0]);
  }

  @Override
  public String get(String form, String url) throws Exception {
    return get(client, form, url);
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) throws Exception {
    ProxyOptions http = new ProxyOptions().setHost("127.0.0.1").setPort(proxy);
    return get(create(new HttpClientOptions().setProxyOptions(http)), form, url);
  }

  /** In 5 the method returns another type. */
  private HttpClient create(HttpClientOptions options) {
    try {
      return (HttpClient)
          Vertx.class.getMethod("createHttpClient", HttpClientOptions.class).invoke(vertx, options);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String get(HttpClient client, String form, String url) throws Exception {
    RequestOptions options = new RequestOptions().setAbsoluteURI(url).setFollowRedirects(true);
    CompletableFuture<String> answer = new CompletableFuture<>();
    Handler<AsyncResult<String>> done =
        end -> {
          if (end.succeeded()) {
            answer.complete(end.result());
          } else {
            answer.completeExceptionally(end.cause());
          }
        };
    if (form.equals("future")) {
      client.request(options).compose(VertxClient::sent).onComplete(done);
    } else {
      client.request(
          options,
          asked ->
              (asked.succeeded()
                      ? sent(asked.result())
                      : Future.<String>failedFuture(asked.cause()))
                  .onComplete(done));
    }
    return answer.get(30, TimeUnit.SECONDS);
  }

  private static Future<String> sent(HttpClientRequest request) {
    return request
        .send()
        .compose(response -> response.body().map(body -> response.statusCode() + " " + body));
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
