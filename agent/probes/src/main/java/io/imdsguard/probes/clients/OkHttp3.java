package io.imdsguard.probes.clients;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** OkHttp 3 to 5, which kept the package. */
public final class OkHttp3 implements Client {
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
    return get(client.newBuilder().proxy(LocalProxy.at(proxy)).build(), form, url);
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
          public void onFailure(Call failed, IOException e) {
            answer.completeExceptionally(e);
          }

          @Override
          public void onResponse(Call call, Response response) throws IOException {
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
    client.dispatcher().executorService().shutdown();
  }
}
