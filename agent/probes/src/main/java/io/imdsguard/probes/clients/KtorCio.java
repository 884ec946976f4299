package io.imdsguard.probes.clients;

import io.ktor.client.HttpClient;
import io.ktor.client.HttpClientConfig;
import io.ktor.client.HttpClientKt;
import io.ktor.client.engine.cio.CIO;
import io.ktor.client.engine.cio.CIOEngineConfig;
import io.ktor.client.plugins.HttpClientPlugin;
import io.ktor.client.request.BuildersKt;
import io.ktor.client.request.HttpRequestBuilder;
import io.ktor.client.request.HttpRequestKt;
import io.ktor.client.statement.HttpResponse;
import io.ktor.client.statement.HttpResponseKt;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import kotlin.Unit;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.GlobalScope;
import kotlinx.coroutines.future.FutureKt;

/**
 * Ktor's client with its own engine, 2 and 3: in a coroutine that blocks the caller, in one that
 * leaves the caller's thread once it waits, with a plug-in that tries again, and where it may send
 * requests before the answers to earlier ones.
 */
public final class KtorCio implements Client, Shares {
  private static final String PLUGINS = "io.ktor.client.plugins.HttpRequestRetry";
  private final HttpClient plain = client(engine -> {}, false);
  private final HttpClient retrying = client(engine -> {}, true);
  private final HttpClient pipelining = client(engine -> engine.setPipelining(true), false);

  @Override
  public String[] forms() {
    return new String[] {"blocking", "future", "retrying"};
  }

  @Override
  public String[] sharing() {
    return new String[] {"pipelined"};
  }

  @Override
  public String get(String form, String url) throws Exception {
    switch (form) {
      case "retrying":
        return get(retrying, form, url);
      case "pipelined":
        return get(pipelining, form, url);
      default:
        return get(plain, form, url);
    }
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) throws Exception {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy);
    HttpClient client =
        client(
            engine -> engine.setProxy(new Proxy(Proxy.Type.HTTP, address)),
            form.equals("retrying"));
    try {
      return get(client, form, url);
    } finally {
      client.close();
    }
  }

  private static HttpClient client(Consumer<CIOEngineConfig> settings, boolean retrying) {
    return HttpClientKt.HttpClient(
        CIO.INSTANCE,
        config -> {
          config.engine(engine -> setUp(engine, settings));
          if (retrying) {
            install(config);
          }
          return Unit.INSTANCE;
        });
  }

  private static Unit setUp(CIOEngineConfig engine, Consumer<CIOEngineConfig> settings) {
    settings.accept(engine);
    return Unit.INSTANCE;
  }

  /** In 3 the plug-in is elsewhere and has another type. */
  private static void install(HttpClientConfig<CIOEngineConfig> config) {
    HttpClientPlugin<?, ?> plugin;
    try {
      plugin = (HttpClientPlugin<?, ?>) plugin();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    config.install(
        plugin,
        retry -> {
          try {
            retry.getClass().getMethod("retryOnServerErrors", int.class).invoke(retry, 1);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
          }
          return Unit.INSTANCE;
        });
  }

  private static Object plugin() throws ReflectiveOperationException {
    try {
      return Class.forName(PLUGINS + "Kt").getMethod("getHttpRequestRetry").invoke(null);
    } catch (NoSuchMethodException e) {
      return Class.forName(PLUGINS).getField("Plugin").get(null);
    }
  }

  private static String get(HttpClient client, String form, String url) throws Exception {
    HttpRequestBuilder request = new HttpRequestBuilder();
    HttpRequestKt.url(request, url);
    HttpResponse response =
        form.equals("blocking")
            ? kotlinx.coroutines.BuildersKt.runBlocking(
                EmptyCoroutineContext.INSTANCE,
                (scope, next) -> BuildersKt.get(client, request, next))
            : FutureKt.<HttpResponse>future(
                    GlobalScope.INSTANCE,
                    EmptyCoroutineContext.INSTANCE,
                    CoroutineStart.UNDISPATCHED,
                    (scope, next) -> BuildersKt.get(client, request, next))
                .get(30, TimeUnit.SECONDS);
    String body =
        kotlinx.coroutines.BuildersKt.<String>runBlocking(
            EmptyCoroutineContext.INSTANCE,
            (scope, next) -> HttpResponseKt.bodyAsText(response, StandardCharsets.UTF_8, next));
    return response.getStatus().getValue() + " " + body;
  }

  @Override
  public void close() {
    plain.close();
    retrying.close();
    pipelining.close();
  }
}
