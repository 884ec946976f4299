package io.imdsguard.probes.clients;

import java.util.concurrent.TimeUnit;
import kong.unirest.GetRequest;
import kong.unirest.HttpResponse;
import kong.unirest.UnirestInstance;

/** Unirest 3, on Apache HttpClient 4. */
public final class Unirest implements Client {
  private final UnirestInstance instance = kong.unirest.Unirest.spawnInstance();

  @Override
  public String[] forms() {
    return new String[] {"sync", "async"};
  }

  @Override
  public String get(String form, String url) throws Exception {
    return answer(instance, form, url);
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) throws Exception {
    try (UnirestInstance other = kong.unirest.Unirest.spawnInstance()) {
      other.config().proxy("127.0.0.1", proxy);
      return answer(other, form, url);
    }
  }

  private static String answer(UnirestInstance instance, String form, String url) throws Exception {
    GetRequest request = instance.get(url);
    HttpResponse<String> response =
        form.equals("async")
            ? request.asStringAsync().get(30, TimeUnit.SECONDS)
            : request.asString();
    return response.getStatus() + " " + response.getBody();
  }

  @Override
  public void close() {
    instance.close();
  }
}
