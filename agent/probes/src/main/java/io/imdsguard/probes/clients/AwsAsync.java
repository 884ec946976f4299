package io.imdsguard.probes.clients;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;
import software.amazon.awssdk.http.async.SimpleSubscriber;

/** A GET for an asynchronous HTTP client of AWS SDK v2, and what comes of it. */
final class AwsAsync {
  private final Handler handler = new Handler();
  private final AsyncExecuteRequest request;

  AwsAsync(String url) {
    URI uri = URI.create(url);
    request =
        AsyncExecuteRequest.builder()
            .request(
                SdkHttpFullRequest.builder()
                    .method(SdkHttpMethod.GET)
                    .uri(uri)
                    .putHeader("Host", uri.getAuthority())
                    .build())
            .requestContentPublisher(new Empty())
            .responseHandler(handler)
            .build();
  }

  AsyncExecuteRequest request() {
    return request;
  }

  /** Status and body, once {@code execution} is over. */
  String answer(CompletableFuture<Void> execution) throws Exception {
    execution.get(30, TimeUnit.SECONDS);
    return handler.answer();
  }

  private static final class Handler implements SdkAsyncHttpResponseHandler {
    private final StringBuilder text = new StringBuilder();
    private int status;

    synchronized String answer() {
      return status + " " + text;
    }

    private synchronized void add(ByteBuffer part) {
      text.append(StandardCharsets.UTF_8.decode(part));
    }

    @Override
    public synchronized void onHeaders(SdkHttpResponse response) {
      status = response.statusCode();
    }

    @Override
    public void onStream(Publisher<ByteBuffer> stream) {
      stream.subscribe(new SimpleSubscriber(this::add));
    }

    @Override
    public void onError(Throwable error) {
      // The future that the client returned fails with it.
    }
  }

  /** No content. */
  private static final class Empty implements SdkHttpContentPublisher {
    @Override
    public java.util.Optional<Long> contentLength() {
      return java.util.Optional.of(0L);
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
      subscriber.onSubscribe(
          new Subscription() {
            @Override
            public void request(long n) {
              subscriber.onComplete();
            }

            @Override
            public void cancel() {}
          });
    }
  }
}
