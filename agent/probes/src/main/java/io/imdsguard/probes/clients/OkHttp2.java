package io.imdsguard.probes.clients;

import com.squareup.okhttp.Call;
import com.squareup.okhttp.Callback;
import com.squareup.okhttp.OkHttpClient;
import com.squareup.okhttp.Request;
import com.squareup.okhttp.Response;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** OkHttp 2. */
public final class OkHttp2 implements Client {
  private final OkHttpClient client = new OkHttpClient();

  @Override
  public String[] forms() {
    return new String[] {"execute", "enqueue"};
  }

  @Override
  public String get(String form, String url) throws Exception {
    return get(client, form, url);
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) throws Exception {
    OkHttpClient other = client.clone();
    other.setProxy(LocalProxy.at(proxy));
    return get(other, form, url);
  }

  private static String get(OkHttpClient client, String form, String url) throws Exception {
    Call call = client.newCall(new Request.Builder().url(url).build());
    if (form.equals("execute")) {
      return text(call.execute());
    }
    CompletableFuture<String> answer = new CompletableFuture<>();
    call.enqueue(
        new Callback() {
          @Override
          public void onFailure(Request failed, IOException e) {
            answer.completeExceptionally(e);
          }

          @Override
          public void onResponse(Response response) throws IOException {
            answer.complete(text(response));
          }
        });
    return answer.get();
  }

  private static String text(Response response) throws IOException {
    return response.code() + " " + response.body().string();
  }

  @Override
  public void close() {
    client.getDispatcher().getExecutorService().shutdown();
  }
}
