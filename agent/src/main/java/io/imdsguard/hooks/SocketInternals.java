package io.imdsguard.hooks;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.SocketException;

/**
 * The few things that the funnel needs of the JDK's own sockets. {@code java.net} and {@code
 * sun.nio.ch} have to be open to this class. Thread-safe.
 */
final class SocketInternals {
  private volatile Method localAddress;

  /** The address a socket is bound to: {@code sun.nio.ch.Net#localAddress}, JDK 8 on. */
  InetSocketAddress localAddress(FileDescriptor fd) throws IOException {
    try {
      Method method = localAddress;
      if (method == null) {
        // Not before the first connection: the class must not be loaded by its own transformation.
        method =
            Class.forName("sun.nio.ch.Net").getDeclaredMethod("localAddress", FileDescriptor.class);
        method.setAccessible(true);
        localAddress = method;
      }
      return (InetSocketAddress) method.invoke(null, fd);
    } catch (InvocationTargetException e) {
      throw new SocketException("Socket closed");
    } catch (ReflectiveOperationException e) {
      throw new SocketException("IMDS Guard: the socket's own port can't be read");
    }
  }

  /**
   * Lets the application see the address that it asked for: fields of {@code java.net.SocketImpl}.
   */
  void putBack(Object socketImpl, InetAddress remote, int port) throws IOException {
    try {
      Class<?> type = Class.forName("java.net.SocketImpl");
      Field address = type.getDeclaredField("address");
      address.setAccessible(true);
      address.set(socketImpl, remote);
      Field portField = type.getDeclaredField("port");
      portField.setAccessible(true);
      portField.setInt(socketImpl, port);
    } catch (ReflectiveOperationException e) {
      throw new SocketException("IMDS Guard: the socket's address can't be put back");
    }
  }

  /** {@code ProxySelector.of(null)}, JDK 9 on: a selector that knows no proxy. */
  Object directSelector() {
    try {
      return ProxySelector.class
          .getMethod("of", InetSocketAddress.class)
          .invoke(null, new Object[] {null});
    } catch (ReflectiveOperationException e) {
      // JDK 8 has no java.net.http that could ask for one.
      return null;
    }
  }
}
