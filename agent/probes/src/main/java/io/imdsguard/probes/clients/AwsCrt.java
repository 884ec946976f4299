package io.imdsguard.probes.clients;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.crt.http.Http1StreamManager;
import software.amazon.awssdk.crt.http.HttpClientConnection;
import software.amazon.awssdk.crt.http.HttpClientConnectionManager;
import software.amazon.awssdk.crt.http.HttpClientConnectionManagerOptions;
import software.amazon.awssdk.crt.http.HttpHeader;
import software.amazon.awssdk.crt.http.HttpProxyOptions;
import software.amazon.awssdk.crt.http.HttpRequest;
import software.amazon.awssdk.crt.http.HttpStream;
import software.amazon.awssdk.crt.http.HttpStreamBase;
import software.amazon.awssdk.crt.http.HttpStreamBaseResponseHandler;
import software.amazon.awssdk.crt.http.HttpStreamResponseHandler;
import software.amazon.awssdk.crt.io.ClientBootstrap;
import software.amazon.awssdk.crt.io.SocketOptions;

/** AWS CRT by its own classes: native connections, and streams from a manager of them. */
public final class AwsCrt implements Client {
  private final ClientBootstrap bootstrap = ClientBootstrap.getOrCreateStaticDefault();
  private final SocketOptions socket = new SocketOptions();
  private final Map<String, HttpClientConnectionManager> managers = new ConcurrentHashMap<>();
  private final Map<String, Http1StreamManager> streams = new ConcurrentHashMap<>();

  @Override
  public String[] forms() {
    try {
      Class.forName("software.amazon.awssdk.crt.http.Http1StreamManager");
      return new String[] {"connection", "stream"};
    } catch (ClassNotFoundException before049) {
      return new String[] {"connection"};
    }
  }

  @Override
  public String get(String form, String url) throws Exception {
    URI uri = URI.create(url);
    if (form.equals("stream")) {
      return stream(
          streams.computeIfAbsent(
              uri.getAuthority(), host -> Http1StreamManager.create(options(uri))),
          uri);
    }
    return connection(
        managers.computeIfAbsent(
            uri.getAuthority(), host -> HttpClientConnectionManager.create(options(uri))),
        uri);
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) throws Exception {
    URI uri = URI.create(url);
    HttpProxyOptions http = new HttpProxyOptions();
    http.setHost("127.0.0.1");
    http.setPort(proxy);
    http.setConnectionType(HttpProxyOptions.HttpProxyConnectionType.Forwarding);
    HttpClientConnectionManagerOptions options = options(uri).withProxyOptions(http);
    if (form.equals("stream")) {
      try (Http1StreamManager other = Http1StreamManager.create(options)) {
        return stream(other, uri);
      }
    }
    try (HttpClientConnectionManager other = HttpClientConnectionManager.create(options)) {
      return connection(other, uri);
    }
  }

  private HttpClientConnectionManagerOptions options(URI uri) {
    return new HttpClientConnectionManagerOptions()
        .withClientBootstrap(bootstrap)
        .withSocketOptions(socket)
        .withUri(uri)
        .withMaxConnections(4);
  }

  private static HttpRequest request(URI uri) {
    HttpHeader[] host = {new HttpHeader("Host", uri.getAuthority())};
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new HttpRequest("GET", uri.getRawPath() + query, host, null);
  }

  private static String connection(HttpClientConnectionManager manager, URI uri) throws Exception {
    Answer answer = new Answer();
    try (HttpClientConnection connection = manager.acquireConnection().get(30, TimeUnit.SECONDS)) {
      HttpStream stream = connection.makeRequest(request(uri), answer);
      try {
        stream.activate();
        return answer.whole.get(30, TimeUnit.SECONDS);
      } finally {
        stream.close();
      }
    }
  }

  private static String stream(Http1StreamManager manager, URI uri) throws Exception {
    Answer answer = new Answer();
    HttpStreamBase stream =
        manager
            .acquireStream(request(uri), (HttpStreamBaseResponseHandler) new Streamed(answer))
            .get(30, TimeUnit.SECONDS);
    try {
      return answer.whole.get(30, TimeUnit.SECONDS);
    } finally {
      stream.close();
    }
  }

  @Override
  public void close() {
    managers.values().forEach(HttpClientConnectionManager::close);
    if (!streams.isEmpty()) {
      streams.values().forEach(Http1StreamManager::close);
    }
    socket.close();
  }

  /** Collects an answer; the same for both kinds of stream. */
  private static final class Answer implements HttpStreamResponseHandler {
    final CompletableFuture<String> whole = new CompletableFuture<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status;

    void status(int code) {
      status = code;
    }

    int add(byte[] part) {
      body.write(part, 0, part.length);
      return part.length;
    }

    void complete(int error) {
      if (error == 0) {
        whole.complete(status + " " + new String(body.toByteArray(), StandardCharsets.UTF_8));
      } else {
        whole.completeExceptionally(new java.io.IOException("CRT error " + error));
      }
    }

    @Override
    public void onResponseHeaders(
        HttpStream stream, int code, int blockType, HttpHeader[] headers) {
      status(code);
    }

    @Override
    public int onResponseBody(HttpStream stream, byte[] part) {
      return add(part);
    }

    @Override
    public void onResponseComplete(HttpStream stream, int error) {
      complete(error);
    }
  }

  private static final class Streamed implements HttpStreamBaseResponseHandler {
    private final Answer answer;

    Streamed(Answer answer) {
      this.answer = answer;
    }

    @Override
    public void onResponseHeaders(
        HttpStreamBase stream, int code, int blockType, HttpHeader[] headers) {
      answer.status(code);
    }

    @Override
    public int onResponseBody(HttpStreamBase stream, byte[] part) {
      return answer.add(part);
    }

    @Override
    public void onResponseComplete(HttpStreamBase stream, int error) {
      answer.complete(error);
    }
  }
}
