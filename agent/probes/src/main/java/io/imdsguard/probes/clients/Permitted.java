package io.imdsguard.probes.clients;

/** Whoever has this on its stack may ask, by the policy of the matrix. */
final class Permitted {
  private Permitted() {}

  static String ask(Client client, String form, String url) throws Exception {
    return client.get(form, url);
  }
}
