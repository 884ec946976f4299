package io.imdsguard.simulator;

import java.util.List;
import java.util.Locale;

/** One answer as a client saw it, up to the end of its body or of the stream. */
record Reply(int status, List<String> headers, String body) {

  /** The value of the first header field of that name, or {@code null}. */
  String header(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ": ";
    for (String header : headers) {
      if (header.toLowerCase(Locale.ROOT).startsWith(prefix)) {
        return header.substring(prefix.length());
      }
    }
    return null;
  }
}
