package io.imdsguard.probes.clients;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.client.Result;

/** Jetty's client 12. */
public final class Jetty12 implements Client {
  private final HttpClient client = new HttpClient();

  public Jetty12() throws Exception {
    client.start();
  }

  @Override
  public String[] forms() {
    return new String[] {"send", "async"};
  }

  @Override
  public String get(String form, String url) throws Exception {
    return get(client, form, url);
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) throws Exception {
    HttpClient other = new HttpClient();
    other.getProxyConfiguration().addProxy(new HttpProxy("127.0.0.1", proxy));
    other.start();
    try {
      return get(other, form, url);
    } finally {
      other.stop();
    }
  }

  private static String get(HttpClient client, String form, String url) throws Exception {
    if (form.equals("send")) {
      ContentResponse response = client.GET(url);
      return response.getStatus() + " " + response.getContentAsString();
    }
    CompletableFuture<String> answer = new CompletableFuture<>();
    client
        .newRequest(url)
        .send(
            new BufferingResponseListener() {
              @Override
              public void onComplete(Result result) {
                if (result.isFailed()) {
                  answer.completeExceptionally(result.getFailure());
                } else {
                  answer.complete(result.getResponse().getStatus() + " " + getContentAsString());
                }
              }
            });
    return answer.get();
  }

  @Override
  public void close() throws IOException {
    try {
      client.stop();
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
