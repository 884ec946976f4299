package io.imdsguard.probes;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Executor;

/** java.net.http in every form, in application code: {@code HttpClients URL}. */
public final class HttpClients {
  private HttpClients() {}

  public static void main(String[] arguments) {
    String url = arguments[0];
    Report.run("send", HttpClients::send, url);
    Report.run("send-async", HttpClients::sendAsync, url);
    Report.run("send-async-wrapping-executor", HttpClients::wrapping, url);
    Report.run("send-async-direct-executor", HttpClients::direct, url);
    Report.run("send-async-in-a-callback", HttpClients::inCallback, url);
    System.exit(0);
  }

  private static HttpRequest request(String url) {
    return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20)).build();
  }

  private static String text(HttpResponse<String> response) {
    return response.statusCode() + " " + response.body();
  }

  private static String send(String url) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    return text(client.send(request(url), HttpResponse.BodyHandlers.ofString()));
  }

  private static String sendAsync(String url) {
    return async(HttpClient.newHttpClient(), url);
  }

  private static String async(HttpClient client, String url) {
    return client
        .sendAsync(request(url), HttpResponse.BodyHandlers.ofString())
        .thenApply(HttpClients::text)
        .join();
  }

  /** An executor that runs every task inside an ordinary class becomes the nearest frame. */
  private static String wrapping(String url) {
    Executor executor = task -> new Thread(new Wrapper(task)).start();
    return async(HttpClient.newBuilder().executor(executor).build(), url);
  }

  private static String direct(String url) {
    return async(HttpClient.newBuilder().executor(Runnable::run).build(), url);
  }

  private static String inCallback(String url) {
    HttpClient client = HttpClient.newHttpClient();
    return java.util.concurrent.CompletableFuture.supplyAsync(() -> url)
        .thenCompose(
            target -> client.sendAsync(request(target), HttpResponse.BodyHandlers.ofString()))
        .thenApply(HttpClients::text)
        .join();
  }

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
