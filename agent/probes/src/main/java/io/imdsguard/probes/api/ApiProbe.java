package io.imdsguard.probes.api;

import io.imdsguard.api.Credentials;
import io.imdsguard.api.CredentialsException;
import io.imdsguard.api.ImdsGuard;
import java.util.Arrays;
import java.util.concurrent.Callable;

/** Asks the agent for credentials, as whom it permits and as whom it does not. */
public final class ApiProbe {
  private ApiProbe() {}

  public static void main(String[] arguments) throws Exception {
    print("present", "" + ImdsGuard.isPresent());
    tryIt("permitted", () -> text(Permitted.credentials()));
    tryIt("again", () -> text(Permitted.credentials()));
    tryIt("refused", () -> text(Refused.credentials()));
    tryIt("refused-listener", () -> "listens " + Refused.listen(unused -> {}));
    tryIt("directly", () -> text(Refused.directly()));
    tryIt("nowhere", () -> text(Refused.fromNowhere()));
    tryIt("lookalike", () -> text(Refused.byLookalike()));
    tryIt("lookalike-alone", () -> text(Refused.byLookalikeAlone()));
    tryIt("nonsense", () -> text(invoke("nonsense")));
    tryIt("handler", () -> Refused.handler().getClass().getName());
    System.exit(0);
  }

  private static Object invoke(String what) throws Exception {
    return Class.forName("java.net.ImdsGuardJunction")
        .getMethod("api", String.class, Object.class)
        .invoke(null, what, "an argument");
  }

  static String text(Credentials credentials) {
    boolean whole =
        credentials.secretAccessKey().length() == 40 && credentials.sessionToken().length() > 100;
    return credentials + (whole ? " whole" : " torn");
  }

  private static String text(Object answer) {
    Object[] values = (Object[]) answer;
    return values == null
        ? "null"
        : values[0].equals("credentials") ? "KEYS" : Arrays.toString(values);
  }

  static void tryIt(String name, Callable<String> what) {
    try {
      print(name, "GOT " + what.call());
    } catch (CredentialsException e) {
      print(name, e.reason() + " " + e.event() + " " + e.getMessage());
    } catch (Throwable e) {
      print(name, "FAILED " + e);
    }
  }

  static void print(String name, String outcome) {
    System.out.println("PROBE " + name + " " + outcome);
  }
}
