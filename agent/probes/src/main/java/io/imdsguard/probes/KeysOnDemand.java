package io.imdsguard.probes;

import com.amazonaws.auth.InstanceProfileCredentialsProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.imds.Ec2MetadataClient;

/**
 * Asks for the role's keys as applications do, whenever a line comes on standard input: {@code
 * KeysOnDemand ENDPOINT PATH}. The line is the probe's name; up to its first hyphen it says who
 * asks: {@code http}, {@code v1}, {@code v2}, {@code imds} or {@code awscli}. Each time a new
 * provider, client or process is made, so that nothing but the service, or who stands in for it,
 * has keys to give.
 */
public final class KeysOnDemand {
  private KeysOnDemand() {}

  public static void main(String[] arguments) throws Exception {
    System.out.println("ready");
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String name = lines.readLine(); name != null; name = lines.readLine()) {
      Report.run(name, asker(name, arguments[1]), arguments[0] + arguments[1]);
    }
    System.exit(0);
  }

  private static Probe asker(String name, String path) {
    switch (name.substring(0, name.indexOf('-'))) {
      case "v1":
        return url -> "200 " + v1();
      case "v2":
        return url -> "200 " + v2();
      case "imds":
        return url -> "200 " + imds(path);
      case "awscli":
        return url -> "200 " + awscli();
      default:
        return KeysOnDemand::http;
    }
  }

  private static String http(String url) throws Exception {
    HttpURLConnection session = open(new URL(new URL(url), "/latest/api/token"));
    session.setRequestMethod("PUT");
    session.setRequestProperty("X-aws-ec2-metadata-token-ttl-seconds", "60");
    String token = Http.send(session);
    if (!token.startsWith("200 ")) {
      return token;
    }
    HttpURLConnection request = open(new URL(url));
    request.setRequestProperty("X-aws-ec2-metadata-token", token.substring(4));
    String answer = Http.send(request);
    return answer.startsWith("200") ? "200 " + accessKeyId(answer) : answer;
  }

  private static HttpURLConnection open(URL url) throws IOException {
    return (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
  }

  private static String v1() throws Exception {
    try (InstanceProfileCredentialsProvider provider =
        InstanceProfileCredentialsProvider.createAsyncRefreshingProvider(false)) {
      return provider.getCredentials().getAWSAccessKeyId();
    }
  }

  private static String v2() {
    return software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider.create()
        .resolveCredentials()
        .accessKeyId();
  }

  private static String imds(String path) {
    try (Ec2MetadataClient client = Ec2MetadataClient.create()) {
      return accessKeyId(client.get(path).asString());
    }
  }

  /** The last four characters of the access key id, which are all that it tells. */
  private static String awscli() throws Exception {
    ProcessBuilder builder = new ProcessBuilder("/usr/bin/aws", "configure", "list");
    // It must not ask the service by itself.
    builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
    Process aws = builder.redirectErrorStream(true).start();
    aws.getOutputStream().close();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(aws.getInputStream(), StandardCharsets.UTF_8))) {
      String id = null;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int shown = line.lastIndexOf("****");
        if (line.trim().startsWith("access_key ") && shown >= 0) {
          id = line.substring(shown + 4, shown + 8);
        }
      }
      aws.waitFor();
      if (id == null) {
        throw new IOException("awscli has no keys");
      }
      return id;
    }
  }

  /** Never the document itself: it is printed. */
  private static String accessKeyId(String document) {
    int key = document.indexOf("\"AccessKeyId\"");
    int begin = document.indexOf('"', key + 13) + 1;
    return key < 0 ? "none" : document.substring(begin, document.indexOf('"', begin));
  }
}
