package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.Type;

/**
 * AWS CRT's MQTT and event stream clients. They never show an application what a metadata service
 * answers, but an MQTT client sends it an HTTP request of the application's, if it begins with a
 * websocket.
 */
final class AwsCrtMessaging {
  private static final String CRT = "software/amazon/awssdk/crt/";
  private static final String TEXT = "Ljava/lang/String;";
  private static final String NUMBER = "Ljava/lang/Long;";
  private static final String OPTIONS = CRT + "mqtt5/Mqtt5ClientOptions";

  private AwsCrtMessaging() {}

  static Hook[] hooks() {
    return new Hook[] {
      new Connect(
          CRT + "mqtt/MqttClientConnection", "connect(", "mqttClientConnectionConnect", TEXT),
      new Connect(
          CRT + "eventstream/ClientConnection", "connect(", "clientConnect", NativeCall.BYTES),
      new Mqtt5()
    };
  }

  /** The first text of a call is the host, and the port comes next. */
  private static final class Connect extends AtCall {
    private final String host;

    Connect(String target, String method, String call, String host) {
      super(target, method, call);
      this.host = host;
    }

    @Override
    void before(Code code, Type[] types) {
      StackArguments arguments = new StackArguments(code, types);
      int at = arguments.next(0, host);
      arguments.require(at, host);
      arguments.require(at + 1, "I");
      arguments.take();
      arguments.load(at);
      arguments.load(at + 1);
      code.handover("host", "(" + host + "I)" + host);
      arguments.store(at);
      arguments.putBack();
    }
  }

  /** Native code reads the application's own options, which stay as they are. */
  private static final class Mqtt5 extends AtCall {
    Mqtt5() {
      super(CRT + "mqtt5/Mqtt5Client", "<init>(L", "mqtt5ClientNew");
    }

    @Override
    void before(Code code, Type[] types) {
      StackArguments arguments = new StackArguments(code, types);
      int options = arguments.ending(OPTIONS + ";");
      if (options < 0) {
        throw new IllegalStateException("no options");
      }
      arguments.take();
      arguments.load(options);
      code.call(OPTIONS, "getHostName", "()" + TEXT, false);
      arguments.load(options);
      code.call(OPTIONS, "getPort", "()" + NUMBER, false);
      code.handover("require", "(" + TEXT + NUMBER + ")V");
      arguments.putBack();
    }
  }
}
