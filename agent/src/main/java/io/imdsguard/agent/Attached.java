package io.imdsguard.agent;

import io.imdsguard.metadata.Container;
import io.imdsguard.metadata.ContainerSettings;
import io.imdsguard.metadata.Endpoint;
import io.imdsguard.metadata.Services;
import io.imdsguard.policy.Policy;
import io.imdsguard.policy.PolicyException;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The start in a running JVM: everything at once, and a count of the connections that are older.
 *
 * <p>What is wrong with the options or the policy keeps the agent out: the service has run without
 * it until now, and its operator is there to correct it. At a JVM's start the same denies.
 */
public final class Attached implements BiFunction<String, Instrumentation, String> {

  /** Made by {@link ImdsGuardAgent}, for each attempt. */
  public Attached() {}

  /**
   * Puts the guard up.
   *
   * @throws IllegalArgumentException if it was not begun, for the reason that the message tells
   */
  @Override
  public String apply(String argument, Instrumentation instrumentation) {
    Options options = Options.read(argument);
    if (options.problem() != null) {
      throw new IllegalArgumentException(options.problem());
    }
    if (!options.enabled()) {
      throw new IllegalArgumentException("enabled=false");
    }
    requireWritable(options.audit());
    int older = OpenConnections.to(guarded(options));
    Watch watch = new Watch(options, instrumentation);
    instrumentation.addTransformer(watch, true);
    // An application that runs is about to connect: nothing is gained by waiting for it.
    Start start = watch.begin();
    start.hurry();
    start.rewriteAll();
    watch.catchUpLibraries();
    String failure = start.awaitOutcome();
    return failure == null
        ? StatusLine.of(options) + told(older)
        : "IMDS Guard: NOT GUARDED: " + failure;
  }

  /** Opens nothing: with which permissions the file is made is the log's affair. */
  private static void requireWritable(String audit) {
    File file = new File(audit).getAbsoluteFile();
    File there = file.exists() ? file : file.getParentFile();
    if (!audit.equals("stderr") && (file.isDirectory() || !there.canWrite())) {
      throw new IllegalArgumentException("the audit log " + audit + " can't be written");
    }
  }

  /** With the status, so that whoever attached it reads it: those connections are not guarded. */
  private static String told(int older) {
    if (older == 0) {
      return "";
    }
    return "\nIMDS Guard: "
        + older
        + (older == 1
            ? " connection to a metadata service is"
            : " connections to a metadata service are")
        + " older than the guard and not guarded; restart with -javaagent to guard all";
  }

  /** What will be guarded, as far as it can be told; whoever guards it says what can't. */
  private static List<Endpoint> guarded(Options options) {
    List<Endpoint> guarded = Services.wellKnown();
    List<String> urls = EndpointSettings.read();
    urls.addAll(policy(options).endpoints());
    for (Container container : ContainerSettings.read(new ArrayList<String>())) {
      urls.add(container.url());
    }
    for (String url : urls) {
      addIfUsable(guarded, url);
    }
    return guarded;
  }

  private static void addIfUsable(List<Endpoint> guarded, String url) {
    try {
      Services.add(guarded, url);
    } catch (IllegalArgumentException e) {
      // It will be said when it is to be guarded.
    }
  }

  private static Policy policy(Options options) {
    try {
      return PolicyInEffect.valid(options);
    } catch (PolicyException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
