package io.imdsguard.probes.clients;

import com.amazonaws.AmazonServiceException;
import com.amazonaws.ClientConfiguration;
import com.amazonaws.DefaultRequest;
import com.amazonaws.Request;
import com.amazonaws.http.AmazonHttpClient;
import com.amazonaws.http.ExecutionContext;
import com.amazonaws.http.HttpMethodName;
import com.amazonaws.http.HttpResponse;
import com.amazonaws.http.HttpResponseHandler;
import com.amazonaws.util.EC2MetadataUtils;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * AWS SDK v1: its own HTTP client, and its helper that fetches any path of the metadata service.
 */
public final class AwsV1Client implements Client {
  private static final String ENDPOINT = "com.amazonaws.sdk.ec2MetadataServiceEndpointOverride";
  private final AmazonHttpClient client = new AmazonHttpClient(configuration());
  private final LastWarning warning = LastWarning.of("com.amazonaws.util.EC2MetadataUtils");

  @Override
  public String[] forms() {
    return new String[] {"client", "getdata"};
  }

  @Override
  public String get(String form, String url) {
    return form.equals("client") ? call(client, url) : data(URI.create(url));
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) {
    if (!form.equals("client")) {
      return null;
    }
    AmazonHttpClient other =
        new AmazonHttpClient(configuration().withProxyHost("127.0.0.1").withProxyPort(proxy));
    try {
      return call(other, url);
    } finally {
      other.shutdown();
    }
  }

  private static ClientConfiguration configuration() {
    return new ClientConfiguration().withMaxErrorRetry(0);
  }

  private static String call(AmazonHttpClient client, String url) {
    URI uri = URI.create(url);
    Request<Void> request = new DefaultRequest<>("metadata");
    request.setHttpMethod(HttpMethodName.GET);
    request.setEndpoint(uri.resolve("/"));
    request.setResourcePath(uri.getRawPath());
    if (uri.getRawQuery() != null) {
      Map<String, List<String>> query =
          Collections.singletonMap(uri.getRawQuery(), Collections.singletonList(null));
      request.setParameters(query);
    }
    try {
      return client
          .requestExecutionBuilder()
          .request(request)
          .executionContext(new ExecutionContext())
          .errorResponseHandler(new Failed())
          .execute(new Body())
          .getAwsResponse();
    } catch (AmazonServiceException e) {
      return e.getStatusCode() + " ";
    }
  }

  private String data(URI uri) {
    if (uri.getHost().equals("127.0.0.1")) {
      System.setProperty(ENDPOINT, uri.resolve("/").toString().replaceAll("/$", ""));
    }
    try {
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      String data = EC2MetadataUtils.getData(uri.getRawPath() + query, 1);
      return data == null ? warning.status() + " " : "200 " + data;
    } finally {
      System.clearProperty(ENDPOINT);
    }
  }

  @Override
  public void close() {
    client.shutdown();
  }

  private static final class Body implements HttpResponseHandler<String> {
    @Override
    public String handle(HttpResponse response) throws Exception {
      return response.getStatusCode() + " " + Text.of(response.getContent());
    }

    @Override
    public boolean needsConnectionLeftOpen() {
      return false;
    }
  }

  private static final class Failed implements HttpResponseHandler<AmazonServiceException> {
    @Override
    public AmazonServiceException handle(HttpResponse response) {
      AmazonServiceException failure = new AmazonServiceException("refused");
      failure.setStatusCode(response.getStatusCode());
      return failure;
    }

    @Override
    public boolean needsConnectionLeftOpen() {
      return false;
    }
  }
}
