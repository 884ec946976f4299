package io.imdsguard.probes.clients;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.client.WebClientBuilder;
import com.linecorp.armeria.client.proxy.ProxyConfig;
import com.linecorp.armeria.client.redirect.RedirectConfig;
import com.linecorp.armeria.client.retry.RetryRule;
import com.linecorp.armeria.client.retry.RetryingClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ClosedSessionException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Armeria: with futures and blocking and with a decorator that tries again, where it would rather
 * speak HTTP/2; and in HTTP/1 alone.
 */
public final class ArmeriaClient implements Client, Shares {
  private final ClientFactory factory = ClientFactory.builder().build();
  private final ClientFactory pipelining =
      ClientFactory.builder().useHttp1Pipelining(true).workerGroup(1).build();

  @Override
  public String[] forms() {
    return new String[] {"future", "blocking", "retrying", "h1c"};
  }

  @Override
  public String[] sharing() {
    return new String[] {"h1c-pipelined"};
  }

  @Override
  public String get(String form, String url) throws Exception {
    if (form.equals("h1c-pipelined")) {
      return get(pipelining, form, url);
    }
    try {
      return get(factory, form, url);
    } catch (ExecutionException e) {
      // JDK 8's own server, which is elsewhere, hangs up on whoever asks for HTTP/2.
      if (url.startsWith("http://127.") && e.getCause() instanceof ClosedSessionException) {
        return get(factory, form, url);
      }
      throw e;
    }
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) throws Exception {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy);
    boolean http = form.equals("future") || form.equals("h1c");
    ProxyConfig config = http ? ProxyConfig.connect(address) : ProxyConfig.haproxy(address);
    try (ClientFactory proxied = ClientFactory.builder().proxyConfig(config).build()) {
      return get(proxied, form, url);
    }
  }

  private static String get(ClientFactory factory, String form, String url) throws Exception {
    WebClientBuilder builder = WebClient.builder().factory(factory);
    boolean one = form.startsWith("h1c");
    if (!one) {
      builder.followRedirects(RedirectConfig.builder().allowAllDomains().build());
    }
    if (form.equals("retrying")) {
      builder.decorator(RetryingClient.newDecorator(RetryRule.failsafe()));
    }
    WebClient client = builder.build();
    String target = one ? url.replace("http://", "h1c://") : url;
    return text(
        form.equals("blocking")
            ? client.blocking().get(target)
            : client.get(target).aggregate().get(30, TimeUnit.SECONDS));
  }

  private static String text(AggregatedHttpResponse response) {
    return response.status().code() + " " + response.contentUtf8();
  }

  @Override
  public void close() {
    factory.close();
    pipelining.close();
  }
}
