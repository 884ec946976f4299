package io.imdsguard.probes.clients;

/** Nobody that a rule names. */
final class Stranger {
  private Stranger() {}

  static String ask(Client client, String form, String url) throws Exception {
    return client.get(form, url);
  }
}
