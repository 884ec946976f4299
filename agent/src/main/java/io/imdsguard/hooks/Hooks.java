package io.imdsguard.hooks;

import java.util.ArrayList;
import java.util.List;

/**
 * The methods that are rewritten, all of them. A JDK has those of its version.
 *
 * <table>
 *   <caption>Hooks</caption>
 *   <tr><th>class</th><th>method</th><th>JDK</th><th>what it does</th></tr>
 *   <tr><td>sun.nio.ch.Net</td><td>connect</td><td>8+</td>
 *     <td>redirects channels, and sockets from 13 on</td></tr>
 *   <tr><td>java.net.AbstractPlainSocketImpl</td><td>doConnect</td><td>8 to 17</td>
 *     <td>redirects sockets up to 12, and later ones with jdk.net.usePlainSocketImpl</td></tr>
 *   <tr><td>java.net.SocksSocketImpl</td><td>connect</td><td>8+</td>
 *     <td>keeps metadata connections away from a SOCKS proxy</td></tr>
 *   <tr><td>java.net.HttpConnectSocketImpl</td><td>connect</td><td>8+</td>
 *     <td>keeps metadata connections away from a CONNECT tunnel</td></tr>
 *   <tr><td>sun.net.www.http.HttpClient</td><td>New</td><td>8+</td>
 *     <td>keeps HttpURLConnection's metadata requests away from a proxy</td></tr>
 *   <tr><td>jdk.internal.net.http.HttpRequestImpl</td><td>retrieveProxy</td><td>11+</td>
 *     <td>the same for java.net.http</td></tr>
 *   <tr><td>jdk.internal.net.http.MultiExchange</td><td>constructor</td><td>11+</td>
 *     <td>names the caller of java.net.http at submission</td></tr>
 *   <tr><td>jdk.internal.net.http.PlainHttpConnection</td><td>connectAsync</td><td>11+</td>
 *     <td>ties a connection of java.net.http to its submission</td></tr>
 * </table>
 */
public final class Hooks {
  private static final Hook[] ALL = {
    new NetConnect(),
    new PlainSocketConnect(),
    new ProxiedSocketConnect("java/net/SocksSocketImpl"),
    new ProxiedSocketConnect("java/net/HttpConnectSocketImpl"),
    new UrlConnectionProxy(),
    new HttpClientProxy(),
    new HttpClientSubmission(),
    new HttpClientConnect(),
  };

  private Hooks() {}

  /** The internal names of the classes that have one. */
  public static List<String> targets() {
    List<String> targets = new ArrayList<>();
    for (Hook hook : ALL) {
      targets.add(hook.target());
    }
    return targets;
  }

  /**
   * Rewrites a class that has a hook.
   *
   * @param internalName the class's internal name
   * @param classFile its class file
   * @return the new class file
   * @throws IllegalStateException if the method is not there exactly once, so that nothing was done
   */
  public static byte[] rewrite(String internalName, byte[] classFile) {
    for (Hook hook : ALL) {
      if (hook.target().equals(internalName)) {
        return Rewriter.rewrite(hook, classFile);
      }
    }
    throw new IllegalStateException("no hook for " + internalName);
  }
}
