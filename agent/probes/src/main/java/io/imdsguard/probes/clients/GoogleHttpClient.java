package io.imdsguard.probes.clients;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.javanet.NetHttpTransport;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Google's HTTP client on its default transport. */
public final class GoogleHttpClient implements Client {
  private final HttpTransport transport = new NetHttpTransport();
  private final ExecutorService executor = Executors.newCachedThreadPool();

  @Override
  public String[] forms() {
    return new String[] {"execute", "async"};
  }

  @Override
  public String get(String form, String url) throws Exception {
    return answer(transport, form, url);
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) throws Exception {
    return answer(new NetHttpTransport.Builder().setProxy(LocalProxy.at(proxy)).build(), form, url);
  }

  private String answer(HttpTransport transport, String form, String url) throws Exception {
    HttpRequest request =
        transport
            .createRequestFactory()
            .buildGetRequest(new GenericUrl(url))
            .setThrowExceptionOnExecuteError(false);
    HttpResponse response =
        form.equals("async") ? request.executeAsync(executor).get() : request.execute();
    return response.getStatusCode() + " " + response.parseAsString();
  }

  @Override
  public void close() throws java.io.IOException {
    transport.shutdown();
    executor.shutdown();
  }
}
