package io.imdsguard.probes.clients;

import java.io.Closeable;

/** One client library in each of its forms, sync, async and so on, on one pool of connections. */
public interface Client extends Closeable {

  /** Names such as {@code execute} and {@code enqueue}. */
  String[] forms();

  /**
   * GETs a URL with this form, redirects followed if the library can.
   *
   * @return status and body, such as {@code 200 OK}
   */
  String get(String form, String url) throws Exception;

  /**
   * The same through an HTTP proxy by the library's own setting.
   *
   * @param proxy the proxy's port on 127.0.0.1
   * @return status and body, or {@code null} if the library has no such setting
   */
  String getThroughProxy(String form, int proxy, String url) throws Exception;
}
