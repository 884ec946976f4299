package io.imdsguard.probes.clients;

import io.reactivex.rxjava3.core.Single;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.ProxyProvider;

/** Reactor Netty 1: what is assembled by one thread and subscribed to by others, too. */
public final class ReactorNettyClient implements Client {
  private final ConnectionProvider pool =
      ConnectionProvider.builder("cell").maxConnections(4).pendingAcquireMaxCount(-1).build();
  private final HttpClient client = HttpClient.create(pool).followRedirect(true);

  @Override
  public String[] forms() {
    return new String[] {"block", "subscribe", "subscribeon", "inner", "again", "base", "rxjava"};
  }

  @Override
  public String get(String form, String url) throws Exception {
    return get(client, form, url);
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) throws Exception {
    return get(
        client.proxy(spec -> spec.type(ProxyProvider.Proxy.HTTP).host("127.0.0.1").port(proxy)),
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
      case "inner":
        return Flux.just(url).publishOn(Schedulers.parallel()).flatMap(next -> request).blockLast();
      case "again":
        // Subscribed to by the client's own thread, once the first answer is complete.
        return request.repeat(1).blockLast();
      case "base":
        URI uri = URI.create(url);
        return request(client.baseUrl("http://" + uri.getAuthority()), relative(uri))
            .subscribeOn(Schedulers.boundedElastic())
            .block();
      case "rxjava":
        return Single.fromPublisher(request)
            .subscribeOn(io.reactivex.rxjava3.schedulers.Schedulers.io())
            .blockingGet();
      default:
        CompletableFuture<String> answer = new CompletableFuture<>();
        request.subscribe(answer::complete, answer::completeExceptionally);
        return answer.get();
    }
  }

  private static String relative(URI uri) {
    return uri.getRawQuery() == null
        ? uri.getRawPath()
        : uri.getRawPath() + '?' + uri.getRawQuery();
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
