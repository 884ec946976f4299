package io.imdsguard.probes.clients;

import com.typesafe.config.ConfigFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.ClientTransport;
import org.apache.pekko.http.javadsl.ConnectHttp;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.settings.ConnectionPoolSettings;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** Pekko HTTP: single requests on its pool of connections to a host. */
public final class PekkoHttp implements Client, Shares {
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
  public String[] sharing() {
    return new String[] {"opened-before", "pool-stream", "connection-stream"};
  }

  @Override
  public String get(String form, String url) throws Exception {
    Http http = Http.get(system);
    HttpRequest request = HttpRequest.create(url);
    String host = request.getUri().getHost().address();
    switch (form) {
      case "opened-before":
        return text(
            http.singleRequest(
                request,
                http.defaultClientHttpsContext(),
                ConnectionPoolSettings.create(system).withMinConnections(2),
                system.log()));
      case "pool-stream":
        return text(
            Source.single(Pair.create(request, form))
                .via(http.<String>cachedHostConnectionPool(ConnectHttp.toHost(host)))
                .map(answer -> answer.first().get())
                .runWith(Sink.head(), system));
      case "connection-stream":
        return text(
            Source.single(request)
                .via(http.outgoingConnection(ConnectHttp.toHost(host)))
                .runWith(Sink.head(), system));
      default:
        return text(http.singleRequest(request));
    }
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
