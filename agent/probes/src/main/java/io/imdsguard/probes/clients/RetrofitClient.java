package io.imdsguard.probes.clients;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import okhttp3.OkHttpClient;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.http.GET;
import retrofit2.http.Url;

/** Retrofit, on OkHttp. */
public final class RetrofitClient implements Client {
  /** Whatever a URL yields. */
  interface Api {
    @GET
    Call<ResponseBody> get(@Url String url);
  }

  private final OkHttpClient client = new OkHttpClient();

  @Override
  public String[] forms() {
    return new String[] {"execute", "enqueue"};
  }

  @Override
  public String get(String form, String url) throws Exception {
    return answer(client, form, url);
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) throws Exception {
    return answer(client.newBuilder().proxy(LocalProxy.at(proxy)).build(), form, url);
  }

  private static String answer(OkHttpClient client, String form, String url) throws Exception {
    Call<ResponseBody> call =
        new Retrofit.Builder()
            .client(client)
            .baseUrl("http://127.0.0.1/")
            .build()
            .create(Api.class)
            .get(url);
    if (form.equals("execute")) {
      return text(call.execute());
    }
    CompletableFuture<Response<ResponseBody>> answer = new CompletableFuture<>();
    call.enqueue(
        new Callback<ResponseBody>() {
          @Override
          public void onResponse(Call<ResponseBody> asked, Response<ResponseBody> response) {
            answer.complete(response);
          }

          @Override
          public void onFailure(Call<ResponseBody> asked, Throwable failure) {
            answer.completeExceptionally(failure);
          }
        });
    return text(answer.get());
  }

  private static String text(Response<ResponseBody> response) throws IOException {
    ResponseBody body = response.body();
    return response.code() + " " + (body == null ? "" : body.string());
  }

  @Override
  public void close() {
    client.dispatcher().executorService().shutdown();
  }
}
