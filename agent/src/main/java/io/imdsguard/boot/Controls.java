package io.imdsguard.boot;

import java.lang.reflect.InvocationHandler;
import java.net.InetAddress;
import java.util.function.BiConsumer;

/**
 * Sets the {@link Junction}'s state, by the field's name. The agent's loader can't name that class,
 * and to set its fields by reflection or variable handles, which are spun from JDK 18 on (JEP 416),
 * would cost an application's first connection several milliseconds. Nobody but the agent has the
 * one instance.
 */
final class Controls implements BiConsumer<String, Object> {

  /** Called once, with the agent's rights. */
  Controls() {}

  @Override
  public void accept(String field, Object value) {
    switch (field) {
      case "guarded":
        Junction.guarded = (long[]) value;
        break;
      case "gates":
        Junction.gates = (InetAddress[]) value;
        break;
      case "gatePorts":
        Junction.gatePorts = (int[]) value;
        break;
      case "names":
        Addresses.expect((String[]) value);
        Junction.names = (String[]) value;
        break;
      case "settled":
        Junction.settled = (Boolean) value;
        break;
      case "shortAddresses":
        Junction.shortAddresses = (Boolean) value;
        break;
      case "equips":
        Junction.equips = (Boolean) value;
        break;
      case "handler":
        Junction.handler = (InvocationHandler) value;
        break;
      default:
        throw new IllegalArgumentException(field);
    }
  }
}
