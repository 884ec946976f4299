package io.imdsguard.policy;

import io.imdsguard.metadata.MetadataPaths;
import java.util.ArrayList;
import java.util.List;

/** Requests and callers to decide about. */
final class Requests {
  static final String PROVIDER =
      "software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider";
  static final String KEYS = "/latest/meta-data/iam/security-credentials/demo-role";

  private Requests() {}

  static Ask get(String path) {
    return new Ask("ec2", "GET", path, MetadataPaths.kindOf(path));
  }

  static Ask token() {
    return new Ask("ec2", "PUT", "/latest/api/token", MetadataPaths.kindOf("/latest/api/token"));
  }

  /** A caller of this class, with these further up. */
  static Caller by(String... classNames) {
    return interpreted(null, null, classNames);
  }

  static Caller interpreted(String directly, String distantly, String... classNames) {
    List<Frame> frames = new ArrayList<>();
    for (String name : classNames) {
      frames.add(new Frame(name, "run", "app-1.2.jar", "com.acme.Loader"));
    }
    return Caller.attributed(frames, "HttpURLConnection", "main", directly, distantly);
  }
}
