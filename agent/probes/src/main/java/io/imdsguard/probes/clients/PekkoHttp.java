package io.imdsguard.probes.clients;

import com.typesafe.config.ConfigFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.ClientTransport;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.settings.ConnectionPoolSettings;

/** Pekko HTTP: single requests on its pool of connections to a host. */
public final class PekkoHttp implements Client {
  private static final long MILLIS = 30_000;
  private final ActorSystem system =
      ActorSystem.create(
          "probe",
          ConfigFactory.parseString("pekko.loglevel=OFF").withFallback(ConfigFactory.load()));

  @Override
  public String[] forms() {
    return new String[] {"single"};
  }

  @Override
  public String get(String form, String url) throws Exception {
    return text(Http.get(system).singleRequest(HttpRequest.create(url)));
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) throws Exception {
    ClientTransport transport =
        ClientTransport.httpsProxy(InetSocketAddress.createUnresolved("127.0.0.1", proxy));
    Http http = Http.get(system);
    return text(
        http.singleRequest(
            HttpRequest.create(url),
            http.defaultClientHttpsContext(),
            ConnectionPoolSettings.create(system).withTransport(transport),
            system.log()));
  }

  private String text(CompletionStage<HttpResponse> answer) throws Exception {
    HttpResponse response = answer.toCompletableFuture().get(MILLIS, TimeUnit.MILLISECONDS);
    return response.status().intValue()
        + " "
        + response
            .entity()
            .toStrict(MILLIS, system)
            .toCompletableFuture()
            .get(MILLIS, TimeUnit.MILLISECONDS)
            .getData()
            .utf8String();
  }

  @Override
  public void close() {
    system.terminate();
  }
}
