package io.imdsguard.probes.clients;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body as text. */
final class Text {
  private Text() {}

  static String of(InputStream in) throws IOException {
    if (in == null) {
      return "";
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      out.write(buffer, 0, n);
    }
    return out.toString("UTF-8");
  }
}
