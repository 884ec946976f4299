package io.imdsguard.probes.clients;

import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.core5.http2.HttpVersionPolicy;

/**
 * HTTP/2 with prior knowledge over cleartext, by Apache HttpClient 5's async clients: {@code Http2
 * URL}. Prints what each got.
 */
@SuppressWarnings("deprecation") // newer versions have the policy elsewhere, but still here
public final class Http2 {
  private Http2() {}

  public static void main(String[] arguments) throws Exception {
    URI url = URI.create(arguments[0]);
    try (CloseableHttpAsyncClient client = HttpAsyncClients.createHttp2Default()) {
      report("default", client, url);
      report("again", client, url);
    }
    try (CloseableHttpAsyncClient client =
        HttpAsyncClients.custom().setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_2).build()) {
      report("forced", client, url);
    }
    System.out.println("DONE");
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  private static void report(String name, CloseableHttpAsyncClient client, URI url) {
    client.start();
    String line;
    try {
      SimpleHttpResponse response =
          client.execute(new SimpleHttpRequest("GET", url), null).get(20, TimeUnit.SECONDS);
      line = (response.getCode() == 200 ? "GOT " : "REFUSED ") + response.getCode();
    } catch (Exception e) {
      line = "FAILED " + e;
    }
    System.out.println("PROBE " + name + " " + line.replace('\n', ' '));
  }
}
