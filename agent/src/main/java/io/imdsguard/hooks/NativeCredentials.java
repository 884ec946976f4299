package io.imdsguard.hooks;

import io.imdsguard.caller.CallerFinder;
import io.imdsguard.metadata.Endpoint;
import io.imdsguard.policy.Caller;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * AWS CRT's own credentials providers, which would ask metadata from native code: they get their
 * credentials from Java instead, in the name of whoever made them. Thread-safe.
 */
final class NativeCredentials {
  private static final int HTTP_PORT = 80;
  private static final String ECS = "EcsCredentialsProvider";

  /** Where native code's ECS provider goes if it is told no host. */
  private static final String ECS_HOST = "169.254.170.2";

  private static final NativeTarget EC2 = new NativeTarget("169.254.169.254", HTTP_PORT);
  private static final String[] LINKS = {
    "ProfileCredentialsProvider", "StsWebIdentityCredentialsProvider",
  };

  private final Guard guard;
  private final CallerFinder finder;
  private final Requests requests;
  private final Submissions<GateCredentials> containers;

  NativeCredentials(Guard guard, CallerFinder finder, Requests requests) {
    this.guard = guard;
    this.finder = finder;
    this.requests = requests;
    this.containers = new Submissions<>(requests.live());
  }

  /**
   * The native provider to use in the place of {@code made}: itself, if it can't ask metadata.
   *
   * @throws IOException if none can be had
   */
  long chain(Object owner, long made) throws IOException {
    GateCredentials container = containers.get(owner);
    boolean ecs = owner.getClass().getName().endsWith(ECS);
    if (made == 0 || (ecs && container == null)) {
      return made;
    }
    CrtProviders crt = new CrtProviders(owner.getClass().getClassLoader());
    try {
      if (ecs) {
        return new ChainCredentials(crt, Collections.emptyList(), container, made).handle();
      }
      return defaultChain(crt, made);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IOException(e);
    }
  }

  private long defaultChain(CrtProviders crt, long made)
      throws IOException, ReflectiveOperationException {
    if (isSet("AWS_ACCESS_KEY_ID") && isSet("AWS_SECRET_ACCESS_KEY")) {
      return made;
    }
    boolean metadata = !"true".equalsIgnoreCase(System.getenv("AWS_EC2_METADATA_DISABLED"));
    URI uri = containerUri();
    if (!guard.isSettled()) {
      guard.await();
    }
    boolean container = uri != null && endpoint(target(uri)) != null;
    boolean asks = uri == null ? metadata : container;
    if (!asks && !ProfileFiles.mayNameMetadata(null, null)) {
      return made;
    }
    GateCredentials last = null;
    try {
      guard.await();
      if (guard.standsAside()) {
        return made;
      }
      if (container) {
        String token = System.getenv("AWS_CONTAINER_AUTHORIZATION_TOKEN");
        last = at(target(uri), path(uri), token);
      } else if (asks) {
        last = at(EC2, null, null);
      }
    } catch (IOException notGuarded) {
      // Whoever has credentials without metadata still gets those.
    }
    List<Object> links = new ArrayList<>();
    for (String name : LINKS) {
      Object link = crt.provider(name);
      if (link != null) {
        links.add(link);
      }
    }
    return new ChainCredentials(crt, links, last, made).handle();
  }

  private static boolean isSet(String variable) {
    String value = System.getenv(variable);
    return value != null && !value.isEmpty();
  }

  /** Where the environment says that a container's credentials are, or {@code null}. */
  private static URI containerUri() throws IOException {
    String relative = System.getenv("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
    String full = System.getenv("AWS_CONTAINER_CREDENTIALS_FULL_URI");
    try {
      if (relative != null && !relative.isEmpty()) {
        return URI.create("http://" + ECS_HOST + relative);
      }
      return full == null || full.isEmpty() ? null : URI.create(full);
    } catch (IllegalArgumentException e) {
      throw new IOException(e);
    }
  }

  private static NativeTarget target(URI uri) {
    return new NativeTarget(uri.getHost(), uri.getPort() < 0 ? HTTP_PORT : uri.getPort());
  }

  private static String path(URI uri) {
    String query = uri.getRawQuery();
    return query == null ? uri.getRawPath() : uri.getRawPath() + "?" + query;
  }

  /**
   * What the first of the texts of a provider has to be: a host that means metadata is none that
   * native code may know, and a profile's name neither, if the profile asks metadata and its maker
   * may not.
   *
   * @throws IOException if it is refused
   */
  byte[] source(Object provider, byte[][] texts, boolean tls) throws IOException {
    if (provider.getClass().getName().endsWith(ECS)) {
      return tls ? texts[0] : containersHost(provider, texts);
    }
    if (ProfileFiles.mayNameMetadata(text(texts[1]), text(texts[2]))) {
      guard.await();
      if (!guard.standsAside()) {
        at(EC2, null, null).require();
      }
    }
    return texts[0];
  }

  private byte[] containersHost(Object provider, byte[][] texts) throws IOException {
    if (!guard.isSettled()) {
      guard.await();
    }
    String host = texts[0] == null ? ECS_HOST : text(texts[0]);
    NativeTarget target = new NativeTarget(host, HTTP_PORT);
    if (endpoint(target) == null) {
      return target.resolve()[0].getHostAddress().getBytes(StandardCharsets.UTF_8);
    }
    guard.await();
    if (guard.standsAside()) {
      return texts[0];
    }
    String path = texts[1] == null ? "/" : text(texts[1]);
    containers.put(provider, at(target, path, text(texts[2])));
    throw new IOException("native code must not go there");
  }

  private static String text(byte[] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  /** What asks the gate for the caller's credentials at a place that means metadata. */
  private GateCredentials at(NativeTarget target, String path, String token) throws IOException {
    Caller caller = finder.lookAtSubmission(requests.scope());
    return new GateCredentials(guard.tickets(), caller, endpoint(target), path, token);
  }

  /** The service that a place means, or {@code null}. */
  private Endpoint endpoint(NativeTarget target) throws IOException {
    return NativeRoutes.endpoint(guard, target, target.resolve());
  }
}
