package io.imdsguard.probes.clients;

import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.ProxyProvider;

/** Reactor Netty 1. */
public final class ReactorNettyClient implements Client {
  private final ConnectionProvider pool = ConnectionProvider.create("cell", 4);
  private final HttpClient client = HttpClient.create(pool).followRedirect(true);

  @Override
  public String[] forms() {
    return new String[] {"block", "subscribe"};
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
    if (form.equals("block")) {
      return request(client, url).block();
    }
    CompletableFuture<String> answer = new CompletableFuture<>();
    request(client, url).subscribe(answer::complete, answer::completeExceptionally);
    return answer.get();
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
