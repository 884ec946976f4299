package io.imdsguard.caller;

import static io.imdsguard.caller.MadeUpStack.on;
import static io.imdsguard.caller.MadeUpStack.sighting;
import static io.imdsguard.caller.MadeUpStack.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.imdsguard.policy.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of attribution on made-up stacks, nearest frame first. */
class CallerFinderTest {

  @Test
  void theNearestFrameOutsideTheJdkIsTheCaller() {
    assertThat(
            on("sun.nio.ch.Net", "java.net.Socket", "com.acme.Billing", "com.acme.Main")
                .frame()
                .className())
        .isEqualTo("com.acme.Billing");
  }

  @Test
  void theFramesBehindAreKeptForThroughRules() {
    assertThat(
            on("java.net.Socket", "com.acme.Billing", "java.lang.Thread", "com.acme.Main").frames())
        .extracting(frame -> frame.className())
        .containsExactly("com.acme.Billing", "com.acme.Main");
  }

  @Test
  void aClientLibraryIsNeverTheCaller() {
    assertThat(
            on("java.net.Socket", "org.apache.http.impl.Foo", "okhttp3.Bar", "com.acme.Billing")
                .frame()
                .className())
        .isEqualTo("com.acme.Billing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "software.amazon.awssdk.regions.util.HttpResourcesUtils",
        "software.amazon.awssdk.regions.internal.util.HttpResourcesUtils",
        "software.amazon.awssdk.regions.internal.util.ConnectionUtils",
        "software.amazon.awssdk.regions.internal.util.EC2MetadataUtils",
        "software.amazon.awssdk.auth.credentials.internal.HttpCredentialsLoader",
        "software.amazon.awssdk.imds.internal.DefaultEc2MetadataClient",
        "com.amazonaws.internal.ConnectionUtils",
        "com.amazonaws.internal.EC2CredentialsUtils",
        "com.amazonaws.internal.EC2MetadataClient",
        "com.amazonaws.internal.EC2ResourceFetcher$DefaultEC2ResourceFetcher",
        "com.amazonaws.internal.InstanceMetadataServiceResourceFetcher",
        "com.amazonaws.util.EC2MetadataUtils",
      })
  void anSdkHelperThatFetchesAnythingIsNotTheCaller(String helper) {
    assertThat(on("java.net.Socket", helper, "com.acme.Attack").frame().className())
        .isEqualTo("com.acme.Attack");
  }

  @Test
  void azuresPipelineIsNotTheCallerButTheManagedIdentity() {
    assertThat(
            on(
                    "reactor.core.publisher.Mono",
                    "com.azure.core.http.netty.NettyAsyncHttpClient",
                    "com.azure.core.http.HttpPipeline",
                    "com.azure.identity.implementation.HttpPipelineAdapter",
                    "com.microsoft.aad.msal4j.HttpHelper",
                    "com.microsoft.aad.msal4j.AbstractManagedIdentitySource",
                    "com.acme.Main")
                .frame()
                .className())
        .isEqualTo("com.microsoft.aad.msal4j.AbstractManagedIdentitySource");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.opentelemetry.javaagent.shaded.instrumentation.okhttp.v3_0.internal.Interceptor",
        "io.opentelemetry.instrumentation.okhttp.v3_0.internal.TracingInterceptor",
        "io.opentelemetry.contrib.aws.resource.SimpleHttpClient",
        "datadog.trace.instrumentation.okhttp3.TracingInterceptor",
        "co.elastic.apm.agent.okhttp.Wrapper",
        "com.newrelic.agent.utilization.CloudUtility",
        "com.nr.agent.instrumentation.okhttp44.Wrapper",
      })
  void whatAnotherAgentPutsAroundARequestIsNotTheCaller(String wrapper) {
    assertThat(
            on("java.net.Socket", "okhttp3.Chain", wrapper, "okhttp3.Call", "com.acme.Billing")
                .frames())
        .extracting(frame -> frame.className())
        .containsExactly("com.acme.Billing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.opentelemetry.contrib.aws.resource.Ec2Resource",
        "co.elastic.apm.agent.impl.metadata.CloudMetadataProvider",
        "com.newrelic.agent.utilization.AWS",
      })
  void whatAnotherAgentAsksForItselfIsItsOwn(String detector) {
    assertThat(on("java.net.Socket", "okhttp3.Call", detector, "com.acme.Main").frame().className())
        .isEqualTo(detector);
  }

  @Test
  void anythingElseOfAnotherAgentsIsNobodyByItself() {
    assertThat(on("java.net.Socket", "datadog.common.Sender", "java.lang.Thread").isAttributed())
        .isFalse();
  }

  @Test
  void theJdkAloneNamesNobody() {
    assertThat(on("sun.nio.ch.Net", "java.lang.Thread").isAttributed()).isFalse();
  }

  @Test
  void anEngineOnTheStackNamesNobodyWhateverWrapsItsTasks() {
    Sighting sighting =
        sighting(
            false,
            "sun.nio.ch.Net",
            "jdk.internal.net.http.PlainHttpConnection",
            "com.acme.Trusted");

    assertThat(sighting.caller().isAttributed()).isFalse();
  }

  @Test
  void whoSubmittedTheRequestThatAClientsMethodWorksForIsTheCaller() {
    Caller submitter = on("java.net.Socket", "com.acme.Billing");
    Scope scope = new Scope("okhttp3.RealCall$AsyncCall#run", submitter);

    assertThat(
            within(
                scope,
                CallerFinder.Look.CONNECT,
                "java.net.Socket",
                "okhttp3.internal.http.Foo",
                "okhttp3.RealCall$AsyncCall",
                "com.acme.WrappedTask"))
        .isSameAs(submitter);
  }

  @Test
  void codeThatAClientCallsBackIsTheCallerOfWhatItAsksItself() {
    Scope scope =
        new Scope("okhttp3.RealCall$AsyncCall#run", on("java.net.Socket", "com.acme.Billing"));

    assertThat(
            within(
                    scope,
                    CallerFinder.Look.CONNECT,
                    "java.net.Socket",
                    "com.acme.Interceptor",
                    "okhttp3.RealCall$AsyncCall")
                .frame()
                .className())
        .isEqualTo("com.acme.Interceptor");
  }

  @Test
  void aMethodThatWorksForAnUnknownRequestNamesNobody() {
    Scope scope = new Scope("okhttp3.RealCall$AsyncCall#run", null);

    assertThat(
            within(
                    scope,
                    CallerFinder.Look.CONNECT,
                    "java.net.Socket",
                    "okhttp3.RealCall$AsyncCall",
                    "com.acme.WrappedTask")
                .isAttributed())
        .isFalse();
  }

  @Test
  void aSubmissionOnAnEnginesOwnThreadNamesNobody() {
    assertThat(
            within(
                    null,
                    CallerFinder.Look.SUBMIT,
                    "org.asynchttpclient.netty.Foo",
                    "io.netty.util.concurrent.SingleThreadEventExecutor",
                    "com.acme.WrappedTask")
                .isAttributed())
        .isFalse();
  }

  @Test
  void whatAThreadFactoryPutsAroundAPoolsThreadsIsNobody() {
    assertThat(
            on(
                    "java.net.Socket",
                    "okhttp3.Foo",
                    "java.util.concurrent.ThreadPoolExecutor$Worker",
                    "com.acme.NamedThreads")
                .isAttributed())
        .isFalse();
  }

  @Test
  void aChannelThatAPoolHasOpenedIsNobodys() {
    assertThat(
            within(
                    null,
                    CallerFinder.Look.OPEN,
                    "io.netty.bootstrap.Bootstrap",
                    "org.asynchttpclient.netty.Foo",
                    "com.acme.Billing")
                .isAttributed())
        .isFalse();
  }

  @Test
  void aChannelOfNettysIsItsOpeners() {
    assertThat(
            within(
                    null,
                    CallerFinder.Look.OPEN,
                    "shaded.io.netty.bootstrap.Bootstrap",
                    "com.acme.Billing")
                .frame()
                .className())
        .isEqualTo("com.acme.Billing");
  }

  @Test
  void aServersEngineBehindTheCallerIsNoMatter() {
    assertThat(
            on("java.net.Socket", "com.acme.Handler", "io.netty.channel.nio.NioEventLoop")
                .frame()
                .className())
        .isEqualTo("com.acme.Handler");
  }

  @Test
  void atSubmissionTheEnginesOwnFramesAreNearest() {
    assertThat(
            sighting(true, "jdk.internal.net.http.MultiExchange", "com.acme.Billing")
                .caller()
                .frame()
                .className())
        .isEqualTo("com.acme.Billing");
  }

  @Test
  void aLambdaBelongsToTheClassItIsWrittenIn() {
    assertThat(Frames.sourceName("com.acme.Billing$$Lambda$14/0x0000000800c03000"))
        .isEqualTo("com.acme.Billing");
  }

  @Test
  void anXmlParserInFrontOfTheCallerIsAnInterpreter() {
    assertThat(
            on(
                    "java.net.URL",
                    "com.sun.org.apache.xerces.internal.impl.XMLEntityManager",
                    "com.acme.Upload")
                .interpreter())
        .isEqualTo("com.sun.org.apache.xerces.internal.impl.XMLEntityManager");
  }

  @Test
  void anExpressionEngineIsItsOwnInterpreter() {
    assertThat(
            on("java.net.URL", "org.springframework.expression.spel.Foo", "com.acme.Search")
                .interpreter())
        .isEqualTo("org.springframework.expression.spel.Foo");
  }

  @Test
  void anExpressionEngineDirectlyBehindTheSdkIsAnInterpreter() {
    assertThat(
            on(
                    "java.net.Socket",
                    "software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider",
                    "software.amazon.awssdk.utils.cache.CachedSupplier",
                    "java.lang.reflect.Method",
                    "org.springframework.expression.spel.Foo",
                    "com.acme.Search")
                .interpreter())
        .isEqualTo("org.springframework.expression.spel.Foo");
  }

  @Test
  void aDeserialiserBehindSomebodyElsesCodeIsADistantInterpreter() {
    Caller caller =
        on(
            "java.net.Socket",
            "software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider",
            "com.acme.Split",
            "java.lang.reflect.Method",
            "java.io.ObjectInputStream",
            "com.acme.Main");

    assertThat(caller.interpreter()).isNull();
    assertThat(caller.distantInterpreter()).isEqualTo("java.io.ObjectInputStream");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.beans.EventHandler",
        "java.beans.Statement",
        "java.beans.Expression",
        "java.lang.invoke.MethodHandleProxies",
        "java.net.URLClassLoader",
        "sun.net.www.protocol.jar.JarURLConnection",
      })
  void anObjectOfTheJdkThatDoesAsItsMakerSaysIsAnInterpreter(String object) {
    assertThat(on("java.net.URL", object, "com.acme.Billing").interpreter()).isEqualTo(object);
  }

  @Test
  void whateverOfTheJdkCallsByReflectionIsAnInterpreter() {
    assertThat(
            on(
                    "java.net.URL",
                    "java.lang.invoke.MethodHandle",
                    "java.lang.reflect.Method",
                    "java.util.Hashtable",
                    "com.acme.Billing")
                .interpreter())
        .isEqualTo("java.util.Hashtable");
  }

  @Test
  void reflectionOfTheCallersOwnIsNone() {
    assertThat(on("java.net.URL", "java.lang.reflect.Method", "com.acme.Billing").interpreter())
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.util.concurrent.FutureTask",
        "java.util.concurrent.ForkJoinTask",
        "java.util.concurrent.CompletableFuture",
      })
  void aTaskOfTheJdkAloneIsNotWhoseThreadRunsIt(String task) {
    assertThat(on("java.net.URL", task, "com.acme.Billing").isAttributed()).isFalse();
  }

  @Test
  void aTaskBehindTheCallerIsNoMatter() {
    assertThat(
            on("java.net.URL", "com.acme.Billing", "java.util.concurrent.FutureTask")
                .isAttributed())
        .isTrue();
  }

  @Test
  void aClassCalledLikeReflectionIsWhoAsks() {
    assertThat(on("java.net.URL", "sun.reflect.Invented", "com.acme.Billing").frame().className())
        .isEqualTo("sun.reflect.Invented");
  }

  @Test
  void aStackThatCannotBeReadNamesNobody() {
    CallerFinder finder =
        new CallerFinder(
            () -> {
              throw new ReflectiveOperationException();
            },
            null);

    assertThat(finder.look(null).caller().isAttributed()).isFalse();
  }

  @Test
  void aDatagramChannelIsTold() {
    assertThat(sighting(false, "sun.nio.ch.Net", "sun.nio.ch.DatagramChannelImpl").isDatagram())
        .isTrue();
  }

  @Test
  void aJarInsideAJarIsNamedByItself() {
    assertThat(Frames.fileName("/app.jar/!BOOT-INF/lib/auth-2.1.jar!/")).isEqualTo("auth-2.1.jar");
  }

  @Test
  void aFolderOfClassesIsNamedByItsLastSegment() {
    assertThat(Frames.fileName("/srv/app/classes/")).isEqualTo("classes");
  }
}
