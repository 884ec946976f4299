package io.imdsguard.probes.clients;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.client.ResponseErrorHandler;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.ProxyProvider;

/** Spring's RestTemplate and RestClient on the JDK's, WebClient on Reactor Netty. */
public final class SpringClients implements Client {
  private final HttpClient reactor = HttpClient.create().followRedirect(true);

  @Override
  public String[] forms() {
    return new String[] {"resttemplate", "restclient", "webclient", "subscribeon", "again"};
  }

  @Override
  public String get(String form, String url) throws Exception {
    return get(form, url, new SimpleClientHttpRequestFactory(), reactor);
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) throws Exception {
    SimpleClientHttpRequestFactory factory = new SimpleClientHttpRequestFactory();
    factory.setProxy(LocalProxy.at(proxy));
    HttpClient proxied =
        reactor.proxy(spec -> spec.type(ProxyProvider.Proxy.HTTP).host("127.0.0.1").port(proxy));
    return get(form, url, factory, proxied);
  }

  private static String get(
      String form, String url, SimpleClientHttpRequestFactory factory, HttpClient reactor) {
    URI uri = URI.create(url);
    return switch (form) {
      case "resttemplate" -> restTemplate(uri, factory);
      case "restclient" -> restClient(uri, factory);
      case "subscribeon" ->
          webClient(uri, reactor).subscribeOn(Schedulers.boundedElastic()).block();
      case "again" -> webClient(uri, reactor).repeat(1).blockLast();
      default -> webClient(uri, reactor).block();
    };
  }

  private static String restTemplate(URI uri, SimpleClientHttpRequestFactory factory) {
    RestTemplate template = new RestTemplate(factory);
    template.setErrorHandler(new Tolerant());
    ResponseEntity<String> entity = template.getForEntity(uri, String.class);
    return entity.getStatusCode().value() + " " + entity.getBody();
  }

  private static String restClient(URI uri, SimpleClientHttpRequestFactory factory) {
    return RestClient.builder()
        .requestFactory(factory)
        .build()
        .get()
        .uri(uri)
        .exchange(
            (request, response) ->
                response.getStatusCode().value()
                    + " "
                    + new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8));
  }

  private static Mono<String> webClient(URI uri, HttpClient reactor) {
    return WebClient.builder()
        .clientConnector(new ReactorClientHttpConnector(reactor))
        .build()
        .get()
        .uri(uri)
        .exchangeToMono(
            response ->
                response
                    .bodyToMono(String.class)
                    .defaultIfEmpty("")
                    .map(body -> response.statusCode().value() + " " + body));
  }

  @Override
  public void close() {}

  /** An answer is an answer. */
  private static final class Tolerant implements ResponseErrorHandler {
    @Override
    public boolean hasError(ClientHttpResponse response) {
      return false;
    }
  }
}
