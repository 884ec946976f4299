package io.imdsguard.probes.clients;

import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.ProxyProvider;

/** Reactor Netty 0.9. */
public final class ReactorNetty09 implements Client {
  private final ConnectionProvider pool =
      ConnectionProvider.builder("cell").maxConnections(4).pendingAcquireMaxCount(-1).build();
  private final HttpClient client = HttpClient.create(pool).followRedirect(true);

  @Override
  public String[] forms() {
    return new String[] {"block", "subscribe", "subscribeon", "again"};
  }

  @Override
  public String get(String form, String url) throws Exception {
    return get(client, form, url);
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) throws Exception {
    return get(
        client.tcpConfiguration(
            tcp ->
                tcp.proxy(
                    spec -> spec.type(ProxyProvider.Proxy.HTTP).host("127.0.0.1").port(proxy))),
        form,
        url);
  }

  private static String get(HttpClient client, String form, String url) throws Exception {
    Mono<String> request = request(client, url);
    switch (form) {
      case "block":
        return request.block();
      case "subscribeon":
        return request.subscribeOn(Schedulers.boundedElastic()).block();
      case "again":
        return request.repeat(1).blockLast();
      default:
        CompletableFuture<String> answer = new CompletableFuture<>();
        request.subscribe(answer::complete, answer::completeExceptionally);
        return answer.get();
    }
  }

  private static Mono<String> request(HttpClient client, String url) {
    return client
        .get()
        .uri(url)
        .responseSingle(
            (response, body) ->
                body.asString()
                    .defaultIfEmpty("")
                    .map(text -> response.status().code() + " " + text));
  }

  @Override
  public void close() {
    pool.dispose();
  }
}
