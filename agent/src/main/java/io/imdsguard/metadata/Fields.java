package io.imdsguard.metadata;

import java.util.ArrayList;
import java.util.List;

/** What HTTP says about header fields as such (RFC 9110). */
public final class Fields {

  /** RFC 9110 section 7.6.1, and {@code Trailer}, because trailers are not passed on. */
  private static final String[] HOP_BY_HOP = {
    "Connection",
    "Keep-Alive",
    "Proxy-Connection",
    "Proxy-Authenticate",
    "Proxy-Authorization",
    "TE",
    "Trailer",
    "Transfer-Encoding",
    "Upgrade",
  };

  private Fields() {}

  /** The first value of a field, or {@code null} if it is absent. */
  public static String value(List<Header> headers, String name) {
    for (int i = 0; i < headers.size(); i++) {
      if (headers.get(i).name().equalsIgnoreCase(name)) {
        return headers.get(i).value();
      }
    }
    return null;
  }

  static boolean isHopByHop(String name) {
    for (int i = 0; i < HOP_BY_HOP.length; i++) {
      if (HOP_BY_HOP[i].equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  /** The fields that may be passed on: not hop-by-hop, not named by a {@code Connection} field. */
  static List<Header> endToEnd(List<Header> headers) {
    List<Header> kept = new ArrayList<>(headers.size());
    for (int i = 0; i < headers.size(); i++) {
      Header header = headers.get(i);
      if (!isHopByHop(header.name()) && !isNamedByConnection(headers, header.name())) {
        kept.add(header);
      }
    }
    return kept;
  }

  private static boolean isNamedByConnection(List<Header> headers, String name) {
    for (int i = 0; i < headers.size(); i++) {
      Header header = headers.get(i);
      if (header.name().equalsIgnoreCase("Connection") && lists(header.value(), name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean lists(String commaSeparated, String name) {
    int start = 0;
    while (start <= commaSeparated.length()) {
      int comma = commaSeparated.indexOf(',', start);
      int end = comma < 0 ? commaSeparated.length() : comma;
      if (commaSeparated.substring(start, end).trim().equalsIgnoreCase(name)) {
        return true;
      }
      start = end + 1;
    }
    return false;
  }
}
