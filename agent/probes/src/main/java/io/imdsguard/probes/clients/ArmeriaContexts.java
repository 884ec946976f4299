package io.imdsguard.probes.clients;

import com.linecorp.armeria.client.ClientRequestContext;
import com.linecorp.armeria.client.ClientRequestContextCaptor;
import com.linecorp.armeria.client.Clients;
import com.linecorp.armeria.client.HttpClient;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestId;
import java.util.concurrent.TimeUnit;

/**
 * A stranger has the context of a permitted caller's request, as any code on the same thread can,
 * and uses it for a request of its own. Argument: the service's URL.
 */
public final class ArmeriaContexts {
  private ArmeriaContexts() {}

  public static void main(String[] args) throws Exception {
    String url = args[0].replace("http://", "h1c://") + "/latest/meta-data/cell-context-";
    ClientRequestContext context;
    try (ClientRequestContextCaptor captor = Clients.newContextCaptor()) {
      say("permitted", Permitted.ask(new Plain(WebClient.of()), "plain", url + "permitted"));
      context = captor.get();
    }
    say("derived", Borrower.ask(context, url + "stranger"));
    WebClient decorated = WebClient.builder().decorator(Decorator::pass).build();
    say("decorated", Permitted.ask(new Plain(decorated), "plain", url + "decorated-permitted"));
    System.out.println("DONE");
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  private static void say(String what, String answer) {
    System.out.println("CELL context " + what + " " + answer);
  }

  private static String status(HttpResponse response) throws Exception {
    AggregatedHttpResponse whole = response.aggregate().get(30, TimeUnit.SECONDS);
    return String.valueOf(whole.status().code());
  }

  private static final class Plain implements Client {
    private final WebClient client;

    Plain(WebClient client) {
      this.client = client;
    }

    @Override
    public String[] forms() {
      return new String[] {"plain"};
    }

    @Override
    public String get(String form, String url) throws Exception {
      return status(client.get(url));
    }

    @Override
    public String getThroughProxy(String form, int proxy, String url) {
      return null;
    }

    @Override
    public void close() {}
  }

  /** Asks for what it likes in place of what its own client was told to. */
  private static final class Borrower {
    static String ask(ClientRequestContext context, String url) throws Exception {
      HttpRequest wanted = HttpRequest.of(HttpMethod.GET, java.net.URI.create(url).getPath());
      return status(
          WebClient.builder()
              .decorator((client, own, request) -> borrow(client, context, wanted))
              .build()
              .get(url));
    }

    private static HttpResponse borrow(
        HttpClient client, ClientRequestContext context, HttpRequest wanted) throws Exception {
      HttpRequest whole =
          wanted.withHeaders(
              wanted.headers().toBuilder().scheme("h1c").authority(context.endpoint().authority()));
      return client.execute(
          context.newDerivedContext(RequestId.random(), whole, null, context.endpoint()), whole);
    }
  }

  /** Somebody else's, between the client and the network: the caller is still on the stack. */
  private static final class Decorator {
    static HttpResponse pass(HttpClient client, ClientRequestContext context, HttpRequest request)
        throws Exception {
      return client.execute(context, request);
    }
  }
}
