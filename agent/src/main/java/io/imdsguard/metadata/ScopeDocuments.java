package io.imdsguard.metadata;

import io.imdsguard.sts.AssumeRole;
import io.imdsguard.sts.Scope;
import io.imdsguard.sts.Signer;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The narrowed credentials of every scope that was asked for. Thread-safe. */
final class ScopeDocuments implements Snapshot {
  /** As many rules with scopes, times roles, as nobody has; more means that roles have gone. */
  private static final int MANY = 64;

  private final ConcurrentHashMap<Key, KeyDocument> byKey = new ConcurrentHashMap<>(4);
  private final AssumeRole request;
  private final Supplier<Signer> signer;
  private final StsTransport transport;
  private final Clock clock;
  private final Limits limits;

  ScopeDocuments(
      AssumeRole request,
      Supplier<Signer> signer,
      StsTransport transport,
      Clock clock,
      Limits limits) {
    this.request = request;
    this.signer = signer;
    this.transport = transport;
    this.clock = clock;
    this.limits = limits;
  }

  /** One scope's document, to be loaded by whoever asks it first. */
  KeyDocument of(Upstream source, String path, Scope scope) {
    Key key = new Key(source, path, scope);
    KeyDocument document = byKey.get(key);
    if (document != null) {
      return document;
    }
    if (byKey.size() >= MANY) {
      forgetExpired();
    }
    Session session = new StsSession(request, scope, source, path, signer, transport, clock);
    document = new KeyDocument(session, clock, limits, path, true);
    KeyDocument other = byKey.putIfAbsent(key, document);
    return other == null ? document : other;
  }

  private void forgetExpired() {
    for (Iterator<KeyDocument> all = byKey.values().iterator(); all.hasNext(); ) {
      if (!all.next().holdUnexpired()) {
        all.remove();
      }
    }
  }

  /** They are no service's answer to a path alone. */
  @Override
  public Reply answer(String path, Refresher refresher) {
    return null;
  }

  /** Those that were asked for: who else will ask is not known beforehand. */
  @Override
  public void load(Refresher refresher) {
    for (KeyDocument document : byKey.values()) {
      try {
        document.load();
      } catch (IOException e) {
        // It is kept as what came of it; the others are not to suffer.
      }
    }
  }

  @Override
  public boolean holdAny() {
    for (KeyDocument document : byKey.values()) {
      if (document.holdUnexpired() || document.expired() != null) {
        return true;
      }
    }
    return false;
  }

  @Override
  public long refreshDelayMillis() {
    long soonest = -1;
    for (KeyDocument document : byKey.values()) {
      soonest = Refresher.sooner(soonest, document.refreshDelayMillis());
    }
    return soonest;
  }

  @Override
  public void refreshDue() {
    for (KeyDocument document : byKey.values()) {
      document.refreshIfDue();
    }
  }

  /** Whose credentials, and how narrow. Immutable. */
  private static final class Key {
    private final Upstream source;
    private final String path;
    private final Scope scope;

    Key(Upstream source, String path, Scope scope) {
      this.source = source;
      this.path = path;
      this.scope = scope;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // there is one upstream for each endpoint
    public boolean equals(Object other) {
      return other instanceof Key
          && ((Key) other).source == source
          && ((Key) other).path.equals(path)
          && ((Key) other).scope.equals(scope);
    }

    @Override
    public int hashCode() {
      return path.hashCode() * 31 + scope.hashCode();
    }
  }
}
