package io.imdsguard.simulator;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** What Compute Engine knows about the simulated instance, and the wait for it. Thread-safe. */
final class GcpMetadata {
  private final Tree tree = new Tree();

  GcpMetadata(Secrets secrets) {
    String account = "instance/service-accounts/default/";
    String token = secrets.mint("SIMGCPTOKEN", 200);
    tree.put("instance/id", "1234567890123456789")
        .put("instance/name", "demo-vm")
        .put("instance/zone", "projects/123456789012/zones/europe-west1-b")
        .put("instance/maintenance-event", "NONE")
        .put("instance/attributes/cluster-name", "demo-cluster")
        .put(account + "email", "demo@demo-project.iam.gserviceaccount.com")
        .put(account + "scopes", "https://www.googleapis.com/auth/cloud-platform")
        .put(
            account + "token",
            Json.write(Map.of("access_token", token, "expires_in", 3599, "token_type", "Bearer")))
        .put(account + "identity", secrets.mint("SIMGCPIDENTITY", 300))
        .put("universe/universe-domain", "googleapis.com")
        .put("project/numeric-project-id", "123456789012")
        .put("project/project-id", "demo-project");
  }

  /** Changes or adds a value, which ends the waits for it. */
  synchronized void put(String path, String value) {
    tree.put(path, value);
    notifyAll();
  }

  /** The content of a path, or {@code null}. */
  synchronized String read(String path, boolean recursive) {
    if (!recursive) {
      return tree.read(path);
    }
    Object all = tree.readAll(path);
    return all == null ? null : Json.write(all);
  }

  /**
   * Waits until the content is another than the one with this entity tag, or than now if there is
   * none.
   *
   * @param timeout zero for no limit
   * @return the content then, or {@code null} if there is nothing under that path
   */
  synchronized String awaitChange(String path, boolean recursive, String etag, Duration timeout)
      throws InterruptedException {
    String content = read(path, recursive);
    String known = etag != null || content == null ? etag : etag(content);
    long end = System.nanoTime() + timeout.toNanos();
    while (content != null && Objects.equals(etag(content), known)) {
      long left = timeout.isZero() ? 0 : (end - System.nanoTime() + 999_999) / 1_000_000;
      if (!timeout.isZero() && left <= 0) {
        break;
      }
      wait(left);
      content = read(path, recursive);
    }
    return content;
  }

  static String etag(String content) {
    return String.format("%016x", content.hashCode() * 0x9E3779B97F4A7C15L);
  }
}
