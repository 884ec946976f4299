package io.imdsguard.probes;

/** One way to ask a URL. */
interface Probe {

  /** Fetches the URL and returns the answer: {@code STATUS BODY}. */
  String fetch(String url) throws Exception;
}
