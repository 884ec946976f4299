package io.imdsguard.metadata;

import io.imdsguard.sts.Scope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The credentials of the role that this JVM itself runs under, from the snapshot of the first of
 * its services that has any. Thread-safe.
 */
public final class OwnCredentials {
  private static final String ROLES = "/latest/meta-data/iam/security-credentials/";
  private static final int OK = 200;

  private final List<Upstream> services;
  private final ScopedCredentials scoped;

  /** Where they were found last, so that the list of roles need not be asked for again. */
  private volatile Place last;

  /**
   * Creates one; nothing is asked yet.
   *
   * @param services the services to ask, the preferred one first; at least one
   * @param scoped narrows them; {@code null} if no rule wants that
   */
  public OwnCredentials(List<? extends Upstream> services, ScopedCredentials scoped) {
    this.services = new ArrayList<>(services);
    this.scoped = scoped;
  }

  /** The short name of the service that they come from, such as {@code ec2}. */
  public String service() {
    Place place = last;
    return (place == null ? services.get(0) : place.service).endpoint().service();
  }

  /**
   * The document with the keys, unexpired, its bytes as they came.
   *
   * @throws IOException if no service has any: the reason of the first that can be reached
   */
  public Reply document() throws IOException {
    Place place = last;
    Reply held = place == null ? null : place.document();
    return held == null ? search() : held;
  }

  /**
   * The same narrowed by STS.
   *
   * @throws io.imdsguard.sts.StsException if STS gives none; the wide ones are no answer
   * @throws IOException as {@link #document}
   */
  public Reply document(Scope scope) throws IOException {
    document().close();
    Place place = last;
    return scoped.document(place.service, place.path, scope);
  }

  /**
   * Has narrowed ones fetched in the background: what signs is loaded with the first, which takes
   * longer than an SDK waits. Whatever fails shows when they are asked for.
   */
  public void prepare(List<Scope> scopes) {
    if (!scopes.isEmpty()) {
      CleanThread.start(new Preparation(scopes), "imds-guard-scopes", null);
    }
  }

  /** Has those of the preferred service loaded in the background, and asks no other. */
  public void warmUp() {
    services.get(0).warmUp();
  }

  /** The preferred service. */
  public Endpoint preferred() {
    return services.get(0).endpoint();
  }

  /** What the narrowed session is called in CloudTrail. */
  public String sessionName(Scope scope) {
    return scoped.sessionName(scope);
  }

  private Reply search() throws IOException {
    IOException why = null;
    boolean reached = false;
    for (int i = 0; i < services.size(); i++) {
      Upstream service = services.get(i);
      boolean answers = false;
      try {
        service.requireReachable();
        answers = true;
        Container container = service.endpoint().container();
        String path = container == null ? ROLES + role(service) : container.target();
        Place place = new Place(service, path);
        Reply document = place.document();
        if (document != null) {
          last = place;
          return document;
        }
        throw new IOException("the metadata service gives no credentials for its role");
      } catch (IOException e) {
        if (why == null || (answers && !reached)) {
          why = e;
          reached = answers;
        }
      }
    }
    throw why == null ? new IOException("there is no metadata service to ask") : why;
  }

  /** The first of the roles that the service lists, one in practice. */
  private static String role(Upstream service) throws IOException {
    try (Reply list = service.credentials(ROLES)) {
      if (list == null || list.status() != OK) {
        String status = list == null ? "nothing" : String.valueOf(list.status());
        throw new IOException("the metadata service lists no role, it answers " + status);
      }
      String names = new String(bytes(list), StandardCharsets.ISO_8859_1).trim();
      int end = names.indexOf('\n');
      return end < 0 ? names : names.substring(0, end).trim();
    }
  }

  /**
   * The keys in such a document.
   *
   * @throws IOException if it is not whole
   */
  public static RoleKeys keys(Reply document) throws IOException {
    RoleKeys keys = RoleKeys.of(bytes(document));
    if (keys == null) {
      throw new IOException("the credentials document is not whole");
    }
    return keys;
  }

  private static byte[] bytes(Reply reply) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(2048);
    InputStream in = reply.body();
    byte[] buffer = new byte[2048];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      out.write(buffer, 0, n);
    }
    return out.toByteArray();
  }

  private final class Preparation implements Runnable {
    private final List<Scope> scopes;

    Preparation(List<Scope> scopes) {
      this.scopes = scopes;
    }

    @Override
    public void run() {
      for (Scope scope : scopes) {
        try {
          document(scope).close();
        } catch (IOException e) {
          // Whoever asks for them will be told.
        }
      }
    }
  }

  /** One path of one service. */
  private static final class Place {
    private final Upstream service;
    private final String path;

    Place(Upstream service, String path) {
      this.service = service;
      this.path = path;
    }

    /** The document if the snapshot has a good one, else {@code null}. */
    Reply document() throws IOException {
      Reply reply = service.credentials(path);
      if (reply != null && reply.status() == OK && reply.fromSnapshot()) {
        return reply;
      }
      if (reply != null) {
        reply.close();
      }
      return null;
    }
  }
}
