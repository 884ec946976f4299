package io.imdsguard.metadata;

import io.imdsguard.sts.AssumeRole;
import io.imdsguard.sts.AssumedRole;
import io.imdsguard.sts.JdkProviders;
import io.imdsguard.sts.Scope;
import io.imdsguard.sts.Signer;
import io.imdsguard.sts.StsException;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The way to one scope's credentials: whatever is asked, it asks STS for them in the name of the
 * credentials that are to be narrowed, and answers with a document of EC2's. Thread-safe.
 */
final class StsSession implements Session {
  private final AssumeRole request;
  private final Scope scope;
  private final Upstream source;
  private final String path;
  private final Supplier<Signer> signer;
  private final StsTransport transport;
  private final Clock clock;

  /**
   * Creates a session.
   *
   * @param source the service whose credentials are to be narrowed
   * @param path where it has them
   * @param signer loads what signs, at the first request
   */
  StsSession(
      AssumeRole request,
      Scope scope,
      Upstream source,
      String path,
      Supplier<Signer> signer,
      StsTransport transport,
      Clock clock) {
    this.request = request;
    this.scope = scope;
    this.source = source;
    this.path = path;
    this.signer = signer;
    this.transport = transport;
    this.clock = clock;
  }

  @Override
  public void require() {
    // STS asks for nothing beforehand.
  }

  @Override
  public Reply send(Carried any, int withinMillis) throws IOException {
    RoleKeys keys = sourceKeys();
    // The first provider of the JVM's list may be the application's, and would see what is signed
    // and decrypted.
    JdkProviders own = JdkProviders.enter();
    try {
      long now = clock.wallMillis();
      String form = request.form(scope);
      Map<String, String> fields =
          signer.get().sign(new Signer.Signable(request.settings(), form, now), keys);
      Answer answer = transport.post(form, fields, withinMillis);
      String updated = Instant.ofEpochMilli(now).truncatedTo(ChronoUnit.SECONDS).toString();
      byte[] document = AssumedRole.document(answer.status(), answer.body(), updated);
      return new HeldReply(Answer.ofDocument(document), true, null, null);
    } catch (StsException e) {
      throw e;
    } catch (IOException e) {
      if (Failure.isOwn(e)) {
        throw e;
      }
      throw new StsException("STS could not be asked: " + e);
    } catch (RuntimeException | LinkageError e) {
      // Nobody may get wider credentials by it, nor see it.
      throw new StsException("STS could not be asked: " + e.getClass().getName());
    } finally {
      own.leave();
    }
  }

  private RoleKeys sourceKeys() throws IOException {
    try (Reply wide = source.credentials(path)) {
      if (wide != null && wide.status() == 200 && wide.fromSnapshot()) {
        return OwnCredentials.keys(wide);
      }
      throw new StsException("there are no credentials to ask STS with");
    }
  }
}
