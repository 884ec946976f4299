package io.imdsguard.probes;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.crt.http.Http2StreamManager;
import software.amazon.awssdk.crt.http.Http2StreamManagerOptions;
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
import software.amazon.awssdk.crt.s3.S3Client;
import software.amazon.awssdk.crt.s3.S3ClientOptions;
import software.amazon.awssdk.crt.s3.S3FinishedResponseContext;
import software.amazon.awssdk.crt.s3.S3MetaRequest;
import software.amazon.awssdk.crt.s3.S3MetaRequestOptions;
import software.amazon.awssdk.crt.s3.S3MetaRequestResponseHandler;

/** Ways of AWS CRT's to a URL without TLS: {@code CrtRoads URL way…}. */
public final class CrtRoads {
  private static final int SECONDS = 20;
  private static final ClientBootstrap BOOTSTRAP = ClientBootstrap.getOrCreateStaticDefault();

  private CrtRoads() {}

  public static void main(String[] arguments) throws Exception {
    URI uri = URI.create(arguments[0]);
    for (int i = 1; i < arguments.length; i++) {
      String way = arguments[i];
      Report.run(way, url -> fetch(way, uri));
    }
    Runtime.getRuntime().halt(0);
  }

  private static String fetch(String way, URI uri) throws Exception {
    switch (way) {
      case "s3":
        return s3(new S3ClientOptions(), uri);
      case "s3-proxy":
        return s3(new S3ClientOptions().withProxyOptions(proxy(uri)), elsewhere(uri));
      case "http2":
        return http2(uri);
      case "mqtt":
      case "mqtt5":
      case "eventstream":
        return CrtMessaging.connect(way, uri);
      case "proxy":
        return http(options(elsewhere(uri)).withProxyOptions(proxy(uri)), uri, false);
      case "continuation":
        return http(options(uri), uri, true);
      default:
        return http(options(uri), uri, false);
    }
  }

  private static HttpProxyOptions proxy(URI uri) {
    HttpProxyOptions proxy = new HttpProxyOptions();
    proxy.setHost(uri.getHost());
    proxy.setPort(80);
    proxy.setConnectionType(HttpProxyOptions.HttpProxyConnectionType.Forwarding);
    return proxy;
  }

  private static URI elsewhere(URI uri) {
    return URI.create("http://other.invalid" + uri.getPath());
  }

  private static HttpClientConnectionManagerOptions options(URI uri) {
    return new HttpClientConnectionManagerOptions()
        .withClientBootstrap(BOOTSTRAP)
        .withSocketOptions(new SocketOptions())
        .withUri(uri);
  }

  private static HttpRequest request(URI uri) {
    HttpHeader[] host = {new HttpHeader("Host", uri.getAuthority())};
    return new HttpRequest("GET", uri.getPath(), host, null);
  }

  private static String http(
      HttpClientConnectionManagerOptions options, URI uri, boolean onNativeThread)
      throws Exception {
    Answer answer = new Answer();
    try (HttpClientConnectionManager manager = HttpClientConnectionManager.create(options)) {
      CompletableFuture<HttpClientConnection> connected = manager.acquireConnection();
      if (onNativeThread) {
        connected
            .thenAccept(connection -> connection.makeRequest(request(uri), answer).activate())
            .get(SECONDS, TimeUnit.SECONDS);
      } else {
        connected.get(SECONDS, TimeUnit.SECONDS).makeRequest(request(uri), answer).activate();
      }
      return answer.whole.get(SECONDS, TimeUnit.SECONDS);
    }
  }

  private static String http2(URI uri) throws Exception {
    Answer answer = new Answer();
    Http2StreamManagerOptions options =
        new Http2StreamManagerOptions()
            .withPriorKnowledge(true)
            .withConnectionManagerOptions(options(uri));
    try (Http2StreamManager manager = Http2StreamManager.create(options)) {
      manager
          .acquireStream(request(uri), (HttpStreamBaseResponseHandler) new Streamed(answer))
          .get(SECONDS, TimeUnit.SECONDS);
      return answer.whole.get(SECONDS, TimeUnit.SECONDS);
    }
  }

  private static String s3(S3ClientOptions options, URI uri) throws Exception {
    CompletableFuture<String> whole = new CompletableFuture<>();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    S3MetaRequestResponseHandler handler =
        new S3MetaRequestResponseHandler() {
          @Override
          public int onResponseBody(ByteBuffer part, long start, long end) {
            while (part.hasRemaining()) {
              body.write(part.get());
            }
            return 0;
          }

          @Override
          public void onFinished(S3FinishedResponseContext context) {
            whole.complete(
                context.getResponseStatus()
                    + " error "
                    + context.getErrorCode()
                    + " "
                    + new String(body.toByteArray(), StandardCharsets.UTF_8));
          }
        };
    S3MetaRequestOptions what =
        new S3MetaRequestOptions()
            .withMetaRequestType(S3MetaRequestOptions.MetaRequestType.DEFAULT)
            .withOperationName("GetObject")
            .withHttpRequest(request(uri))
            .withEndpoint(URI.create("http://" + uri.getAuthority()))
            .withResponseHandler(handler);
    options.withRegion("eu-central-1").withClientBootstrap(BOOTSTRAP);
    try (S3Client client = new S3Client(options)) {
      S3MetaRequest sent = client.makeMetaRequest(what);
      try {
        return whole.get(SECONDS, TimeUnit.SECONDS);
      } finally {
        sent.close();
      }
    }
  }

  private static final class Answer implements HttpStreamResponseHandler {
    final CompletableFuture<String> whole = new CompletableFuture<>();
    private final StringBuilder body = new StringBuilder();
    private int status;

    private int add(int code, byte[] part) {
      status = code;
      body.append(new String(part, StandardCharsets.UTF_8));
      return part.length;
    }

    private void complete(int error) {
      if (error == 0) {
        whole.complete(status + " " + body);
      } else {
        whole.completeExceptionally(new java.io.IOException("CRT error " + error));
      }
    }

    @Override
    public void onResponseHeaders(HttpStream stream, int code, int type, HttpHeader[] headers) {
      status = code;
    }

    @Override
    public int onResponseBody(HttpStream stream, byte[] part) {
      return add(status, part);
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
    public void onResponseHeaders(HttpStreamBase stream, int code, int type, HttpHeader[] fields) {
      answer.status = code;
    }

    @Override
    public int onResponseBody(HttpStreamBase stream, byte[] part) {
      return answer.add(answer.status, part);
    }

    @Override
    public void onResponseComplete(HttpStreamBase stream, int error) {
      answer.complete(error);
    }
  }
}
