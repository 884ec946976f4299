package io.imdsguard.benchmarks;

import java.io.InputStream;
import java.net.URL;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;

/**
 * Asks for the role's credentials as an application with the AWS SDK for Java 2 does, each time
 * with a new provider, because one keeps what it got: {@code ResolveCredentials ELSEWHERE CALLS}.
 * First it fetches a URL elsewhere, makes a provider, and waits, as an application comes up that
 * makes its clients and needs them a little later: by then the agent holds the credentials. Prints
 * how long that provider's call took and the median of as many further calls as said, after four
 * times as many that do not count, in nanoseconds.
 */
public final class ResolveCredentials {
  private static final long UNTIL_NEEDED_SECONDS = 3;

  private ResolveCredentials() {}

  public static void main(String[] arguments) throws Exception {
    try (InputStream in = new URL(arguments[0]).openStream()) {
      in.readAllBytes();
    }
    AwsCredentialsProvider first = InstanceProfileCredentialsProvider.create();
    TimeUnit.SECONDS.sleep(UNTIL_NEEDED_SECONDS);
    System.out.println(nanos(first));
    int calls = Integer.parseInt(arguments[1]);
    Series steady = new Series(calls);
    for (int i = 0; i < 5 * calls; i++) {
      long took = nanos(InstanceProfileCredentialsProvider.create());
      if (i >= 4 * calls) {
        steady.add(took);
      }
    }
    System.out.println((long) steady.median());
  }

  private static long nanos(AwsCredentialsProvider provider) {
    long start = System.nanoTime();
    String id = provider.resolveCredentials().accessKeyId();
    long took = System.nanoTime() - start;
    if (!id.startsWith("ASIA")) {
      throw new IllegalStateException("no keys of a role: " + id);
    }
    return took;
  }
}
