package io.imdsguard.agent;

import io.imdsguard.metadata.Container;
import io.imdsguard.metadata.Endpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The addresses that the AWS SDKs' own settings name, and the names that metadata goes by. */
final class EndpointSettings {
  private static final String[] PROPERTIES = {
    "aws.ec2MetadataServiceEndpoint", "com.amazonaws.sdk.ec2MetadataServiceEndpointOverride",
  };

  private static final String VARIABLE = "AWS_EC2_METADATA_SERVICE_ENDPOINT";

  private static final String[] NAMES = {
    "instance-data",
    "instance-data.ec2.internal",
    "metadata",
    "metadata.google.internal",
    "metadata.goog",
  };

  private EndpointSettings() {}

  /** The URLs, without repetitions. */
  static List<String> read() {
    List<String> urls = new ArrayList<>();
    add(urls, System.getenv(VARIABLE));
    for (String property : PROPERTIES) {
      add(urls, System.getProperty(property));
    }
    return urls;
  }

  private static void add(List<String> urls, String url) {
    if (url != null && !url.trim().isEmpty() && !urls.contains(url.trim())) {
      urls.add(url.trim());
    }
  }

  /** Whether the URL's host can be read without a resolver. */
  static boolean isLiteral(String url) {
    String host = host(url);
    if (host.isEmpty() || host.equalsIgnoreCase("localhost")) {
      return true;
    }
    char first = host.charAt(0);
    return first == '[' || (first >= '0' && first <= '9');
  }

  /** The names by which an application may call a metadata service, for want of its address. */
  static String[] names(List<Endpoint> known, List<String> urls, List<Container> containers) {
    List<String> names = new ArrayList<>();
    for (String name : NAMES) {
      names.add(name);
    }
    for (Endpoint endpoint : known) {
      if (endpoint.address().isLoopbackAddress() && !names.contains("localhost")) {
        names.add("localhost");
      }
    }
    for (String url : urls) {
      names.add(host(url));
    }
    for (Container container : containers) {
      names.add(host(container.url()));
    }
    return names.toArray(new String[0]);
  }

  /** The IPv4 addresses among the endpoints, as 32-bit numbers. */
  static int[] v4(List<Endpoint> endpoints) {
    int count = 0;
    int[] addresses = new int[endpoints.size()];
    for (Endpoint endpoint : endpoints) {
      byte[] bytes = endpoint.address().getAddress();
      if (bytes.length == 4) {
        addresses[count++] =
            (bytes[0] << 24)
                | ((bytes[1] & 0xff) << 16)
                | ((bytes[2] & 0xff) << 8)
                | (bytes[3] & 0xff);
      }
    }
    return Arrays.copyOf(addresses, count);
  }

  private static String host(String url) {
    int start = url.indexOf("://");
    start = start < 0 ? 0 : start + 3;
    if (start < url.length() && url.charAt(start) == '[') {
      return url.substring(start);
    }
    int end = start;
    while (end < url.length() && ":/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    return url.substring(start, end);
  }
}
