package io.imdsguard.metadata;

import io.imdsguard.sts.AssumeRole;
import io.imdsguard.sts.Scope;
import io.imdsguard.sts.Signer;
import io.imdsguard.sts.StsException;
import io.imdsguard.sts.TlsClient;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * A service's credentials narrowed by STS: asked for once for each scope, kept, and refreshed ahead
 * of their end, as the service's own are. Thread-safe. It has a background thread only while
 * somebody uses some.
 */
public final class ScopedCredentials {
  private static final Limits LIMITS = new Limits(2_000, 1, 5_000, 300);

  private final ScopeDocuments documents;
  private final Refresher refresher;

  /**
   * Creates one; nothing is asked, loaded or read yet.
   *
   * @param transport opens connections, to any address
   * @param trust which certificates STS's may descend from
   * @param signer loads what signs, at the first request
   * @param guarded the metadata services' addresses, none of which is STS
   */
  public ScopedCredentials(
      AssumeRole request,
      Transport transport,
      TlsClient.TrustStore trust,
      Supplier<Signer> signer,
      List<Endpoint> guarded) {
    this(request, transport, trust, signer, guarded, new SystemClock(), LIMITS);
  }

  ScopedCredentials(
      AssumeRole request,
      Transport transport,
      TlsClient.TrustStore trust,
      Supplier<Signer> signer,
      List<Endpoint> guarded,
      Clock clock,
      Limits limits) {
    StsTransport sts =
        new StsTransport(
            request.settings(), transport, trust, guarded, clock, limits.connectMillis());
    this.documents = new ScopeDocuments(request, signer, sts, clock, limits);
    this.refresher = new Refresher(null, documents);
  }

  /**
   * The narrowed credentials, in the shape of EC2's document.
   *
   * @param source the service whose credentials they are
   * @param path where it has them
   * @throws CredentialsExpiredException if the last ones have expired and none can be had
   * @throws IOException if there are none and none can be had; the wide ones are no answer
   */
  public Reply document(Upstream source, String path, Scope scope) throws IOException {
    Reply reply = documents.of(source, path, scope).reply(refresher);
    if (reply.status() != 200 || !reply.fromSnapshot() || reply.accessKeyId() == null) {
      throw new StsException("the credentials that STS gave are not good");
    }
    return reply;
  }
}
