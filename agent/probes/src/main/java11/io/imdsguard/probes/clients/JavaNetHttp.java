package io.imdsguard.probes.clients;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The JDK's {@code java.net.http}, which prefers HTTP/2 unless told otherwise. */
public final class JavaNetHttp implements Client {
  private final HttpClient http2 =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();
  private final HttpClient executor =
      HttpClient.newBuilder()
          .executor(task -> new Thread(new Wrapper(task)).start())
          .followRedirects(HttpClient.Redirect.ALWAYS)
          .build();
  private final HttpClient http1 =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.ALWAYS)
          .build();

  @Override
  public String[] forms() {
    return new String[] {"send", "async", "executorasync", "http1", "http1async"};
  }

  @Override
  public String get(String form, String url) throws Exception {
    HttpClient other = form.startsWith("executor") ? executor : http2;
    return get(form.startsWith("http1") ? http1 : other, form, url);
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) throws Exception {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy);
    return get(HttpClient.newBuilder().proxy(ProxySelector.of(address)).build(), form, url);
  }

  private static String get(HttpClient client, String form, String url) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    HttpResponse.BodyHandler<String> text = HttpResponse.BodyHandlers.ofString();
    HttpResponse<String> response =
        form.endsWith("async")
            ? client.sendAsync(request, text).join()
            : client.send(request, text);
    if (response.version() != HttpClient.Version.HTTP_1_1) {
      return "000 the offer of HTTP/2 was taken";
    }
    return response.statusCode() + " " + response.body();
  }

  @Override
  public void close() {}

  /** Becomes the nearest frame outside the JDK of whatever the client's threads do. */
  private static final class Wrapper implements Runnable {
    private final Runnable task;

    Wrapper(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      task.run();
    }
  }
}
