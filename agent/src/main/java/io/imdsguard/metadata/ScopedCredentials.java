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

  private final AssumeRole request;
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
    this.request = request;
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
   * @throws StsException if there are none, and none can be had: the wide ones are no answer
   */
  public Reply document(Upstream source, String path, Scope scope) throws StsException {
    try {
      Reply reply = documents.of(source, path, scope).reply(refresher);
      if (reply.status() == 200 && reply.fromSnapshot() && reply.accessKeyId() != null) {
        return reply;
      }
    } catch (CredentialsExpiredException e) {
      throw new StsException(
          "the last ones expired at " + e.expiration() + ", " + e.getCause().getMessage());
    } catch (IOException e) {
      throw new StsException(String.valueOf(e.getMessage()));
    }
    throw new StsException("the credentials that STS gave are not good");
  }

  /**
   * Has the credentials fetched in the background, so that it shows whether they can be had.
   *
   * @return why they could not be had the last time, or {@code null} if nothing is known against it
   */
  public String rehearse(Upstream source, String path, Scope scope) {
    KeyDocument document = documents.of(source, path, scope);
    if (document.holdUnexpired()) {
      return null;
    }
    refresher.load();
    Outcome last = document.last();
    return last == null ? null : last.failure();
  }

  /** What the session is called in CloudTrail. */
  public String sessionName(Scope scope) {
    return request.sessionName(scope);
  }
}
