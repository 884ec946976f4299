package io.imdsguard.metadata;

import io.imdsguard.sts.StsSettings;
import io.imdsguard.sts.TlsClient;
import io.imdsguard.sts.TlsStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One request to STS on a connection of its own, like those to a metadata service: over the agent's
 * own channels, past whatever an application installs. Thread-safe.
 */
final class StsTransport {
  private final StsSettings settings;
  private final Transport transport;
  private final TlsClient.TrustStore trust;
  private final List<Endpoint> guarded;
  private final Clock clock;
  private final int connectMillis;
  private final StsAddresses addresses;
  private TlsClient tls;

  /**
   * Creates a transport; nothing is read or sent before the first request.
   *
   * @param guarded the metadata services, none of which may turn out to be STS
   * @param connectMillis how long to try each address
   */
  StsTransport(
      StsSettings settings,
      Transport transport,
      TlsClient.TrustStore trust,
      List<Endpoint> guarded,
      Clock clock,
      int connectMillis) {
    this.settings = settings;
    this.transport = transport;
    this.trust = trust;
    this.guarded = new ArrayList<>(guarded);
    this.clock = clock;
    this.connectMillis = connectMillis;
    this.addresses = new StsAddresses(settings.host());
  }

  /**
   * Posts a form.
   *
   * @param withinMillis how long all of it may take: lookup, connect, TLS and answer
   */
  Answer post(String form, Map<String, String> fields, int withinMillis) throws IOException {
    long end = clock.nanos() + TimeUnit.MILLISECONDS.toNanos(withinMillis);
    List<Header> headers = new ArrayList<>(fields.size());
    for (Map.Entry<String, String> field : fields.entrySet()) {
      headers.add(new Header(field.getKey(), field.getValue()));
    }
    byte[] body = form.getBytes(StandardCharsets.US_ASCII);
    Carried request = new Carried("POST", "/", headers, body, false, 0);
    try (Wire wire = connect(end)) {
      InputStream in = new DeadlineStream(wire, clock, left(end));
      OutputStream out = wire.out();
      if (settings.isTls()) {
        TlsStreams sealed = tls().open(settings.host(), settings.port(), in, out);
        in = sealed.in();
        out = sealed.out();
      }
      RequestWriter.write(out, request, settings.authority(), null);
      return Answer.readFrom(ReplyReader.read("POST", wire, in));
    }
  }

  private Wire connect(long end) throws IOException {
    IOException last = new UnknownHostException(settings.host());
    for (InetAddress address : addresses.get(Math.min(left(end), connectMillis))) {
      Endpoint endpoint = new Endpoint("sts", address, settings.port());
      requireElsewhere(endpoint);
      try {
        return transport.connect(endpoint, Math.min(left(end), connectMillis));
      } catch (IOException e) {
        if (Failure.isOwn(e)) {
          throw e;
        }
        last = e;
      }
    }
    throw last;
  }

  /** A metadata service that a name leads to would get a signed request, through the funnel. */
  private void requireElsewhere(Endpoint endpoint) throws IOException {
    boolean metadata = endpoint.address().isLinkLocalAddress();
    for (Endpoint each : guarded) {
      metadata |= each.port() == endpoint.port() && each.address().equals(endpoint.address());
    }
    if (metadata) {
      throw new IOException("the policy's STS endpoint leads to a metadata service");
    }
  }

  private int left(long end) throws SocketTimeoutException {
    long millis = TimeUnit.NANOSECONDS.toMillis(end - clock.nanos());
    if (millis <= 0) {
      throw new SocketTimeoutException("STS did not answer in time");
    }
    return (int) millis;
  }

  private synchronized TlsClient tls() throws IOException {
    if (tls == null) {
      tls = new TlsClient(trust);
    }
    return tls;
  }
}
