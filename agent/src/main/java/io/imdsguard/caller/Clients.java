package io.imdsguard.caller;

/** Names the HTTP client, the transport or the way to a process on a stack, for the audit log. */
final class Clients {
  /** Prefix and name; where several are on a stack, the one that stands last here is named. */
  private static final String[][] NAMES = {
    {"java.lang.ProcessBuilder", "ProcessBuilder"},
    {"java.lang.Runtime", "Runtime.exec"},
    {"java.net.Socket", "Socket"},
    {"sun.nio.ch.SocketChannelImpl", "SocketChannel"},
    {"sun.nio.ch.UnixAsynchronousSocketChannelImpl", "AsynchronousSocketChannel"},
    {"sun.net.www.protocol.http.", "HttpURLConnection"},
    {"jdk.internal.net.http.", "java.net.http"},
    {"io.netty.", "Netty"},
    {"reactor.netty.", "Reactor Netty"},
    {"org.apache.commons.httpclient.", "Apache HttpClient 3"},
    {"org.apache.http.", "Apache HttpClient 4"},
    {"org.apache.hc.", "Apache HttpClient 5"},
    {"okhttp3.", "OkHttp"},
    {"com.squareup.okhttp.", "OkHttp 2"},
    {"io.vertx.", "Vert.x"},
    {"com.ning.http.", "AsyncHttpClient"},
    {"org.asynchttpclient.", "AsyncHttpClient"},
    {"org.eclipse.jetty.client.", "Jetty"},
    {"com.linecorp.armeria.", "Armeria"},
    {"org.apache.pekko.", "Pekko HTTP"},
    {"akka.", "Akka HTTP"},
    {"io.ktor.", "Ktor"},
    {"com.google.api.client.http.", "Google HTTP client"},
    {"org.springframework.web.client.", "Spring RestClient"},
    {"org.springframework.web.reactive.function.client.", "Spring WebClient"},
    {"feign.", "Feign"},
    {"retrofit2.", "Retrofit"},
    {"org.glassfish.jersey.client.", "Jersey"},
    {"org.jsoup.", "jsoup"},
    {"kong.unirest.", "Unirest"},
    {"com.mashape.unirest.", "Unirest"},
    {"io.imdsguard.api.", "imds-guard-api"},
    {"software.amazon.awssdk.crt.", "AWS CRT"},
    {"software.amazon.awssdk.http.", "AWS SDK v2"},
    {"software.amazon.awssdk.imds.", "AWS SDK v2"},
  };

  private Clients() {}

  /** The rank of a class's client in the table, or -1. */
  static int rank(String className) {
    for (int i = NAMES.length - 1; i >= 0; i--) {
      if (className.startsWith(NAMES[i][0])) {
        return i;
      }
    }
    return -1;
  }

  static String name(int rank) {
    return rank < 0 ? null : NAMES[rank][1];
  }
}
