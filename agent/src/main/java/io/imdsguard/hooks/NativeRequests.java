package io.imdsguard.hooks;

import io.imdsguard.caller.CallerFinder;
import io.imdsguard.metadata.Endpoint;
import io.imdsguard.metadata.Host;
import io.imdsguard.policy.Caller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Requests that native code sends wherever each of them says, over connections that it chooses: AWS
 * CRT's S3 client's, and what its messaging clients connect for. They can't be led to the gate: the
 * S3 client shares connections by host, sends them through a proxy if it has one, and compares the
 * host that a request names with where it goes. One that means metadata is therefore refused before
 * it is handed over. Thread-safe.
 */
final class NativeRequests {
  private final Guard guard;
  private final CallerFinder finder;
  private final Requests requests;

  NativeRequests(Guard guard, CallerFinder finder, Requests requests) {
    this.guard = guard;
    this.finder = finder;
    this.requests = requests;
  }

  /**
   * Returns if the request may be sent.
   *
   * @param endpoint the URL of where it goes, without TLS
   * @param request as the library hands it over: a 32-bit number, then method, path and header
   *     fields, each text after its length as a 32-bit number; {@code null} if only a connection is
   *     made
   * @throws IOException if it is refused
   */
  void require(byte[] endpoint, byte[] request) throws IOException {
    NativeTarget target = NativeUrl.target(new String(endpoint, StandardCharsets.UTF_8));
    String service = target == null ? null : service(target);
    if (service == null) {
      return;
    }
    guard.await();
    if (guard.standsAside()) {
      return;
    }
    Caller caller = finder.lookAtSubmission(requests.scope());
    String method = null;
    String path = null;
    try {
      ByteBuffer bytes = ByteBuffer.wrap(request == null ? new byte[0] : request);
      bytes.getInt();
      method = text(bytes);
      path = text(bytes);
    } catch (BufferUnderflowException unreadable) {
      // Then the record does not say what was asked for.
    }
    String refusal = guard.natives().refusal(service, method, path, caller);
    if (refusal != null) {
      throw new IOException(refusal);
    }
  }

  /** The service that is meant, by name or by what that resolves to, or {@code null}. */
  private String service(NativeTarget target) {
    if (!guard.isSettled()) {
      awaitPolicy();
    }
    Host named = NativeRoutes.named(guard, target);
    if (named != null) {
      return named.service();
    }
    if (!isGuarded(target.port())) {
      return null;
    }
    try {
      InetAddress[] addresses = NativeRoutes.resolve(target);
      Endpoint endpoint = NativeRoutes.endpoint(guard, target, addresses);
      return endpoint == null ? null : endpoint.service();
    } catch (UnknownHostException e) {
      // Nor does native code find it; a proxy may.
      return null;
    }
  }

  /** A request to another host must not fail because the guard has. */
  private void awaitPolicy() {
    try {
      guard.await();
    } catch (IOException e) {
      // What the policy would name stays unknown.
    }
  }

  private boolean isGuarded(int port) {
    for (int i = 0; guard.endpoint(i) != null; i++) {
      if (guard.endpoint(i).port() == port) {
        return true;
      }
    }
    return false;
  }

  private static String text(ByteBuffer bytes) {
    int length = bytes.getInt();
    if (length < 0 || length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] text = new byte[length];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
