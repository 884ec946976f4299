package io.imdsguard.caller;

/**
 * The code that is known by name. In the JDK itself only engines and interpreters matter;
 * everything else of it is skipped anyway.
 */
final class KnownCode {
  /** Below these is only whatever a thread factory has put around a pool's threads. */
  private static final NameTable JDK_LOOPS =
      new NameTable(
          "java.util.concurrent.ThreadPoolExecutor$Worker",
          "java.util.concurrent.ForkJoinWorkerThread");

  private static final NameTable JDK_ENGINES = new NameTable("jdk.internal.net.http.");

  private static final NameTable JDK_INTERPRETERS =
      new NameTable(
          "java.io.ObjectInputStream",
          "java.beans.XMLDecoder",
          "com.sun.beans.decoder.",
          "com.sun.org.apache.",
          "com.sun.xml.internal.",
          "javax.xml.",
          "jdk.xml.internal.",
          "javax.naming.",
          "com.sun.jndi.",
          "com.sun.naming.",
          "javax.script.",
          "jdk.nashorn.",
          "sun.rmi.",
          "java.rmi.",
          "java.beans.EventHandler",
          "java.beans.Expression",
          "java.beans.Statement",
          "java.lang.invoke.MethodHandleProxies",
          "javax.swing.UIDefaults");

  /** From JDK 22 on, what MethodHandleProxies makes of a method handle is called like this. */
  private static final String METHOD_HANDLE_PROXY = "jdk.MHProxy";

  /** Go wherever they were told when they were made, for whoever touches them. */
  private static final NameTable JDK_FETCHERS =
      new NameTable("java.net.URLClassLoader", "sun.net.www.protocol.jar.");

  private static final NameTable JDK_REFLECTION =
      new NameTable(
          "java.lang.reflect.", "jdk.internal.reflect.", "sun.reflect.", "java.lang.invoke.");

  private static final NameTable INTERPRETERS =
      new NameTable(
          "org.springframework.expression.",
          "org.openjdk.nashorn.",
          "jdk.nashorn.",
          "org.mozilla.javascript.",
          "com.oracle.truffle.",
          "org.graalvm.polyglot.",
          "javax.el.",
          "jakarta.el.",
          "org.apache.el.",
          "com.sun.el.",
          "org.glassfish.expressly.",
          "ognl.",
          "org.mvel2.",
          "org.apache.commons.jexl2.",
          "org.apache.commons.jexl3.",
          "org.apache.commons.text.lookup.",
          "freemarker.",
          "org.apache.velocity.",
          "com.hubspot.jinjava.",
          "io.pebbletemplates.",
          "org.thymeleaf.",
          "groovy.util.Eval",
          "groovy.lang.GroovyShell",
          "bsh.",
          "org.apache.xerces.",
          "org.apache.xalan.",
          "net.sf.saxon.",
          "com.ctc.wstx.",
          "com.thoughtworks.xstream.",
          "org.yaml.snakeyaml.",
          "com.esotericsoftware.kryo.",
          "com.esotericsoftware.yamlbeans.",
          "com.caucho.hessian.",
          "com.alibaba.fastjson.",
          "com.alibaba.fastjson2.",
          "com.fasterxml.jackson.databind.deser.");

  private static final NameTable LOOPS =
      new NameTable(
          "io.netty.util.concurrent.SingleThreadEventExecutor",
          "org.jboss.netty.channel.socket.nio.",
          "org.apache.http.impl.nio.reactor.",
          "org.apache.hc.core5.reactor.AbstractSingleCoreIOReactor",
          "org.apache.hc.core5.reactor.IOReactorWorker",
          "okhttp3.RealCall$AsyncCall",
          "okhttp3.internal.connection.RealCall$AsyncCall",
          "okhttp3.internal.concurrent.TaskRunner",
          "com.squareup.okhttp.Call$AsyncCall",
          "org.eclipse.jetty.util.thread.QueuedThreadPool",
          "org.eclipse.jetty.util.thread.strategy.",
          "reactor.core.scheduler.SchedulerTask",
          "reactor.core.scheduler.WorkerTask",
          "reactor.core.scheduler.PeriodicWorkerTask",
          "reactor.core.scheduler.ExecutorScheduler",
          "rx.internal.schedulers.",
          "io.reactivex.internal.schedulers.",
          "io.reactivex.rxjava3.internal.schedulers.",
          "akka.dispatch.",
          "org.apache.pekko.dispatch.",
          "kotlinx.coroutines.scheduling.",
          "kotlinx.coroutines.DispatchedTask");

  private static final NameTable ENGINES =
      new NameTable(
          "io.netty.channel.",
          "io.netty.bootstrap.",
          "org.jboss.netty.",
          "org.apache.http.impl.nio.",
          "org.apache.http.nio.",
          "org.apache.hc.core5.reactor.",
          "reactor.netty.",
          "io.vertx.core.",
          "org.asynchttpclient.",
          "com.ning.http.",
          "com.linecorp.armeria.",
          "software.amazon.awssdk.http.nio.netty.",
          "org.eclipse.jetty.io.",
          "org.eclipse.jetty.client.",
          "org.glassfish.grizzly.",
          "org.xnio.",
          "akka.io.",
          "org.apache.pekko.io.",
          "io.ktor.network.");

  private static final NameTable LIBRARIES =
      new NameTable(
          "org.apache.commons.httpclient.",
          "org.apache.http.",
          "org.apache.hc.",
          "okhttp3.",
          "okio.",
          "com.squareup.okhttp.",
          "io.netty.",
          "reactor.",
          "io.vertx.",
          "org.asynchttpclient.",
          "com.ning.http.",
          "org.eclipse.jetty.util.",
          "org.eclipse.jetty.http.",
          "com.google.api.client.http.",
          "org.springframework.http.",
          "org.springframework.web.client.",
          "org.springframework.web.reactive.function.client.",
          "feign.",
          "retrofit2.",
          "org.glassfish.jersey.",
          "org.jsoup.",
          "kong.unirest.",
          "com.mashape.unirest.",
          "com.linecorp.armeria.",
          "akka.",
          "org.apache.pekko.",
          "io.ktor.",
          "rx.",
          "io.reactivex.",
          "kotlin.",
          "kotlinx.coroutines.",
          "scala.",
          // Asks the agent for whoever calls it, as anything of that name can.
          "io.imdsguard.api.",
          // Start whichever process they are told to.
          "org.apache.commons.exec.",
          "org.zeroturnaround.exec.",
          "org.buildobjects.process.",
          "org.codehaus.plexus.util.cli.",
          // Azure's pipeline and transports, and what MSAL sends any request with.
          "com.azure.core.",
          "com.azure.identity.implementation.HttpPipelineAdapter",
          "com.microsoft.aad.msal4j.DefaultHttpClient",
          "com.microsoft.aad.msal4j.DefaultHttpClientManagedIdentity",
          "com.microsoft.aad.msal4j.HttpHelper",
          // AWS SDK v2: transports, and helpers that fetch any path for whoever calls them.
          "software.amazon.awssdk.http.",
          "software.amazon.awssdk.crt.",
          "software.amazon.awssdk.imds.",
          "software.amazon.awssdk.utils.",
          "software.amazon.awssdk.regions.util.HttpResourcesUtils",
          "software.amazon.awssdk.regions.internal.util.HttpResourcesUtils",
          "software.amazon.awssdk.regions.internal.util.ConnectionUtils",
          "software.amazon.awssdk.regions.internal.util.EC2MetadataUtils",
          "software.amazon.awssdk.core.util.json.",
          "software.amazon.awssdk.auth.credentials.internal.HttpCredentialsLoader",
          // AWS SDK v1, the same.
          "com.amazonaws.http.",
          "com.amazonaws.internal.ConnectionUtils",
          "com.amazonaws.internal.EC2CredentialsUtils",
          "com.amazonaws.internal.EC2ResourceFetcher",
          "com.amazonaws.internal.EC2MetadataClient",
          "com.amazonaws.internal.InstanceMetadataServiceResourceFetcher",
          "com.amazonaws.util.EC2MetadataUtils");

  /** Where what one code emits has another's request made: whoever emits has not asked. */
  private static final NameTable STREAMS = new NameTable("reactor.", "rx.", "io.reactivex.");

  private static final String[] SIGNALS = {
    "onNext", "tryOnNext", "onSuccess", "onComplete", "onCompleted", "onError",
  };

  /**
   * Libraries that others carry along under a name of their own; distinctive enough to tell. A
   * class gains nothing by such a name that the library's own package would not give it.
   */
  private static final NameTable RELOCATED =
      new NameTable(
          "io.netty.",
          "org.apache.commons.httpclient.",
          "org.apache.http.",
          "org.apache.hc.",
          "com.squareup.okhttp.",
          "okhttp3.",
          "okio.",
          "reactor.netty.",
          "com.ning.http.",
          "org.asynchttpclient.",
          "org.eclipse.jetty.",
          "org.glassfish.jersey.",
          "org.springframework.",
          "io.vertx.",
          "kotlinx.coroutines.",
          "com.google.api.client.http.",
          "software.amazon.awssdk.",
          "com.amazonaws.");

  private KnownCode() {}

  /** Whether this is Netty, relocated or not. */
  static boolean isNetty(String className) {
    return original(className).startsWith("io.netty.");
  }

  /** The name that a relocated class had before. */
  private static String original(String className) {
    for (int dot = className.indexOf('.'); dot >= 0; dot = className.indexOf('.', dot + 1)) {
      if (RELOCATED.has(className, dot + 1)) {
        return className.substring(dot + 1);
      }
    }
    return className;
  }

  /**
   * What a class on the stack is.
   *
   * @param jdk whether it is the JDK's own, see {@link JdkCode#owns}
   */
  static Known of(Class<?> type, boolean jdk) {
    if (jdk) {
      return inJdk(type.getName());
    }
    Known what = outside(Frames.sourceName(type.getName()));
    return what == Known.NONE && isInterpreted(type) ? Known.INTERPRETER : what;
  }

  /**
   * Whether an interpreter has made this class of what it read: a stylesheet that XSLTC compiled is
   * called what its writer likes, but it extends the interpreter's class and has its class loader.
   */
  private static boolean isInterpreted(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    if (loader != null && Sort.of(loader.getClass()).what == Known.INTERPRETER) {
      return true;
    }
    for (Class<?> parent = type.getSuperclass();
        parent != null && parent != Object.class;
        parent = parent.getSuperclass()) {
      if (Sort.of(parent).what == Known.INTERPRETER) {
        return true;
      }
    }
    return false;
  }

  /** What a class of the JDK is: most of it is nothing worth naming. */
  private static Known inJdk(String className) {
    if (JDK_ENGINES.has(className)) {
      return Known.ENGINE;
    }
    if (JDK_LOOPS.has(className)) {
      return Known.LOOP;
    }
    boolean interprets =
        JDK_INTERPRETERS.has(className) || className.startsWith(METHOD_HANDLE_PROXY);
    return interprets ? Known.INTERPRETER : Known.NONE;
  }

  /** Whether a class of the JDK fetches what it was made for, whoever it was made by. */
  static boolean isFetcher(String className) {
    return JDK_FETCHERS.has(className);
  }

  /** Whether a class of the JDK is reflection, or a method handle's. */
  static boolean isReflection(String className) {
    return JDK_REFLECTION.has(className);
  }

  /** What any other class is. */
  private static Known outside(String name) {
    String className = original(name);
    if (LOOPS.has(className)) {
      return Known.LOOP;
    }
    if (ENGINES.has(className)) {
      return Known.ENGINE;
    }
    if (LIBRARIES.has(className) || OtherAgents.isWrapper(className)) {
      return Known.LIBRARY;
    }
    return INTERPRETERS.has(className) ? Known.INTERPRETER : Known.NONE;
  }

  /** Whether this is where a stream tells the next of its stages that something has come. */
  static boolean isSignal(String className, String method) {
    if (!STREAMS.has(className)) {
      return false;
    }
    for (String signal : SIGNALS) {
      if (signal.equals(method)) {
        return true;
      }
    }
    return false;
  }
}
