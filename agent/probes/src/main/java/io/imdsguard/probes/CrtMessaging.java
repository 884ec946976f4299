package io.imdsguard.probes;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.crt.eventstream.ClientConnection;
import software.amazon.awssdk.crt.eventstream.ClientConnectionHandler;
import software.amazon.awssdk.crt.eventstream.Header;
import software.amazon.awssdk.crt.eventstream.MessageType;
import software.amazon.awssdk.crt.http.HttpRequest;
import software.amazon.awssdk.crt.io.ClientBootstrap;
import software.amazon.awssdk.crt.io.SocketOptions;
import software.amazon.awssdk.crt.mqtt.MqttClient;
import software.amazon.awssdk.crt.mqtt.MqttClientConnection;
import software.amazon.awssdk.crt.mqtt.MqttConnectionConfig;
import software.amazon.awssdk.crt.mqtt5.Mqtt5Client;
import software.amazon.awssdk.crt.mqtt5.Mqtt5ClientOptions;
import software.amazon.awssdk.crt.mqtt5.OnAttemptingConnectReturn;
import software.amazon.awssdk.crt.mqtt5.OnConnectionFailureReturn;
import software.amazon.awssdk.crt.mqtt5.OnConnectionSuccessReturn;
import software.amazon.awssdk.crt.mqtt5.OnDisconnectionReturn;
import software.amazon.awssdk.crt.mqtt5.OnStoppedReturn;

/** AWS CRT's MQTT and event stream clients, made to send an HTTP request. */
final class CrtMessaging {
  private static final int SECONDS = 10;
  private static final ClientBootstrap BOOTSTRAP = ClientBootstrap.getOrCreateStaticDefault();

  private CrtMessaging() {}

  /** What the application sees of the answer. */
  static String connect(String way, URI uri) throws Exception {
    switch (way) {
      case "mqtt":
        return mqtt(uri);
      case "mqtt5":
        return mqtt5(uri);
      default:
        return eventStream(uri);
    }
  }

  private static int port(URI uri) {
    return uri.getPort() < 0 ? 80 : uri.getPort();
  }

  private static String mqtt(URI uri) throws Exception {
    try (MqttClient client = new MqttClient(BOOTSTRAP);
        MqttConnectionConfig config = new MqttConnectionConfig()) {
      config.setMqttClient(client);
      config.setEndpoint(uri.getHost());
      config.setPort(port(uri));
      config.setClientId("probe");
      config.setSocketOptions(new SocketOptions());
      config.setUseWebsockets(true);
      config.setWebsocketHandshakeTransform(
          handshake -> handshake.complete(aimed(handshake.getHttpRequest(), uri)));
      try (MqttClientConnection connection = new MqttClientConnection(config)) {
        return String.valueOf(connection.connect().get(SECONDS, TimeUnit.SECONDS));
      }
    }
  }

  private static HttpRequest aimed(HttpRequest request, URI uri) {
    request.setEncodedPath(uri.getPath());
    return request;
  }

  private static String mqtt5(URI uri) throws Exception {
    CompletableFuture<String> outcome = new CompletableFuture<>();
    Mqtt5ClientOptions options =
        new Mqtt5ClientOptions.Mqtt5ClientOptionsBuilder(uri.getHost(), (long) port(uri))
            .withBootstrap(BOOTSTRAP)
            .withSocketOptions(new SocketOptions())
            .withLifecycleEvents(new Events(outcome))
            .withWebsocketHandshakeTransform(
                handshake -> handshake.complete(aimed(handshake.getHttpRequest(), uri)))
            .build();
    try (Mqtt5Client client = new Mqtt5Client(options)) {
      client.start();
      return outcome.get(SECONDS, TimeUnit.SECONDS);
    }
  }

  private static String eventStream(URI uri) throws Exception {
    CompletableFuture<ClientConnection> opened = new CompletableFuture<>();
    CompletableFuture<String> outcome = new CompletableFuture<>();
    byte[] head =
        ("\r\nGET " + uri.getPath() + " HTTP/1.0\r\n\r\n").getBytes(StandardCharsets.UTF_8);
    ClientConnectionHandler handler =
        new ClientConnectionHandler() {
          @Override
          protected void onConnectionSetup(ClientConnection connection, int error) {
            if (error == 0) {
              opened.complete(connection);
            } else {
              opened.completeExceptionally(new IOException("CRT error " + error));
            }
          }

          @Override
          protected void onProtocolMessage(
              List<Header> headers, byte[] payload, MessageType type, int flags) {
            outcome.complete("200 " + new String(payload, StandardCharsets.UTF_8));
          }

          @Override
          protected void onConnectionClosed(int reason) {
            outcome.complete("error " + reason);
          }
        };
    ClientConnection.connect(
            uri.getHost(), port(uri), new SocketOptions(), null, BOOTSTRAP, handler)
        .get(SECONDS, TimeUnit.SECONDS);
    opened
        .get(SECONDS, TimeUnit.SECONDS)
        .sendProtocolMessage(null, head, MessageType.Connect, 0)
        .get(SECONDS, TimeUnit.SECONDS);
    return outcome.get(SECONDS, TimeUnit.SECONDS);
  }

  private static final class Events implements Mqtt5ClientOptions.LifecycleEvents {
    private final CompletableFuture<String> outcome;

    Events(CompletableFuture<String> outcome) {
      this.outcome = outcome;
    }

    @Override
    public void onAttemptingConnect(Mqtt5Client client, OnAttemptingConnectReturn event) {}

    @Override
    public void onConnectionSuccess(Mqtt5Client client, OnConnectionSuccessReturn event) {
      outcome.complete("200 connected");
    }

    @Override
    public void onConnectionFailure(Mqtt5Client client, OnConnectionFailureReturn event) {
      outcome.complete("error " + event.getErrorCode());
    }

    @Override
    public void onDisconnection(Mqtt5Client client, OnDisconnectionReturn event) {}

    @Override
    public void onStopped(Mqtt5Client client, OnStoppedReturn event) {}
  }
}
