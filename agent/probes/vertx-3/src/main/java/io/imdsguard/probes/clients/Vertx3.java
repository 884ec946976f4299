package io.imdsguard.probes.clients;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Vert.x 3: its HTTP client with callbacks, a request that is ended later, and its WebClient. */
public final class Vertx3 implements Client {
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = vertx.createHttpClient();
  private final WebClient web = WebClient.wrap(client);

  @Override
  public String[] forms() {
    return new String[] {"callback", "ended-elsewhere", "webclient"};
  }

  @Override
  public String get(String form, String url) throws Exception {
    return form.equals("webclient") ? web(web, url) : get(client, form, url);
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) throws Exception {
    ProxyOptions http = new ProxyOptions().setHost("127.0.0.1").setPort(proxy);
    return form.equals("webclient")
        ? web(WebClient.create(vertx, new WebClientOptions().setProxyOptions(http)), url)
        : get(vertx.createHttpClient(new HttpClientOptions().setProxyOptions(http)), form, url);
  }

  private String get(HttpClient client, String form, String url) throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    io.vertx.core.http.HttpClientRequest request =
        client
            .getAbs(
                url,
                response ->
                    response.bodyHandler(
                        body -> answer.complete(response.statusCode() + " " + body)))
            .setFollowRedirects(true)
            .exceptionHandler(answer::completeExceptionally);
    if (form.equals("callback")) {
      request.end();
    } else {
      vertx.runOnContext(now -> request.end());
    }
    return answer.get(30, TimeUnit.SECONDS);
  }

  private static String web(WebClient client, String url) throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    client
        .getAbs(url)
        // Its 3.5 would ask the host that redirects for the other one's path.
        .followRedirects(false)
        .send(
            sent -> {
              if (sent.succeeded()) {
                answer.complete(sent.result().statusCode() + " " + sent.result().bodyAsString());
              } else {
                answer.completeExceptionally(sent.cause());
              }
            });
    return answer.get(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    vertx.close();
  }
}
