package io.imdsguard.probes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.CacheRequest;
import java.net.CacheResponse;
import java.net.HttpURLConnection;
import java.net.ResponseCache;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.util.List;
import java.util.Map;

/**
 * Asks while somebody else's response cache is installed, before and after it has been: {@code
 * Eavesdropping URL OTHER}, where {@code OTHER} is no metadata.
 */
public final class Eavesdropping {
  private Eavesdropping() {}

  public static void main(String[] arguments) throws Exception {
    Report.run("before", Eavesdropping::ask, arguments[0]);
    Cache cache = new Cache();
    ResponseCache.setDefault(cache);
    Report.run("after", Eavesdropping::ask, arguments[0]);
    Report.print("seen", cache.asked + " " + cache.copy.size(), "");
    Report.run("other", Eavesdropping::ask, arguments[1]);
    Report.print("seen-of-other", cache.asked > 0 && cache.copy.size() > 0 ? "SOME" : "NONE", "");
    System.exit(0);
  }

  private static String ask(String url) throws Exception {
    HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
    try (InputStream in = connection.getInputStream()) {
      return connection.getResponseCode() + " " + Http.readAll(in).length;
    }
  }

  private static final class Cache extends ResponseCache {
    final ByteArrayOutputStream copy = new ByteArrayOutputStream();
    int asked;

    @Override
    public CacheResponse get(URI uri, String method, Map<String, List<String>> headers) {
      asked++;
      return null;
    }

    @Override
    public CacheRequest put(URI uri, URLConnection connection) {
      asked++;
      return new CacheRequest() {
        @Override
        public OutputStream getBody() throws IOException {
          return copy;
        }

        @Override
        public void abort() {}
      };
    }
  }
}
