package io.imdsguard.probes.clients;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.SdkHttpClient;

/** What the AWS SDK v2's metadata client takes and gives: paths, contents, and exceptions. */
final class ImdsAnswer {
  private static final Pattern STATUS = Pattern.compile("\\b[345]\\d\\d\\b");

  private ImdsAnswer() {}

  static String path(URI uri) {
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return uri.getRawPath() + query;
  }

  /** Whether this is no metadata service's, which would give no session token. */
  static boolean isElsewhere(URI uri) {
    return !uri.getPath().startsWith("/latest/");
  }

  static String elsewhere(SdkHttpClient client, String url) throws IOException {
    return SdkCall.answer(client.prepareRequest(SdkCall.of(url)).call());
  }

  static String of(String content) {
    return "200 " + content;
  }

  /**
   * The status that an exception tells of in its message. The asynchronous client tells none: it
   * has the answer's text in place of one, or complains that there is no text.
   */
  static String of(Exception e) throws Exception {
    for (Throwable each = e; each != null; each = each.getCause()) {
      String message = String.valueOf(each.getMessage());
      Matcher status = STATUS.matcher(message);
      if (status.find()) {
        return status.group() + " ";
      }
      if (message.contains("refused by IMDS Guard")) {
        return "403 ";
      }
      if (message.contains("empty response content")) {
        return "302 ";
      }
    }
    throw e;
  }

  /**
   * A client for each endpoint. It is named without a slash at its end: with one, the client's
   * paths begin with two, and the SDK's Apache clients send the second as {@code %2F}.
   */
  static final class Endpoints<C> {
    private final Map<URI, C> clients = new ConcurrentHashMap<>();
    private final Function<URI, C> builder;

    Endpoints(Function<URI, C> builder) {
      this.builder = builder;
    }

    C at(URI uri) {
      return clients.computeIfAbsent(
          URI.create(uri.getScheme() + "://" + uri.getRawAuthority()), builder);
    }
  }
}
