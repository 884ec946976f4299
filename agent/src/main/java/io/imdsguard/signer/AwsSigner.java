package io.imdsguard.signer;

import io.imdsguard.sts.Signer;
import io.imdsguard.sts.StsSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Signature Version 4 by the AWS SDK for Java 2. */
public final class AwsSigner implements Signer {
  private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

  @Override
  public Map<String, String> sign(Signable request, Keys keys) throws IOException {
    StsSettings settings = request.settings();
    byte[] body = request.body().getBytes(StandardCharsets.US_ASCII);
    SdkHttpRequest unsigned =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(URI.create(settings.scheme() + "://" + settings.authority() + "/"))
            .putHeader("Host", settings.authority())
            .putHeader("Content-Type", FORM)
            .build();
    ContentStreamProvider payload = () -> new ByteArrayInputStream(body);
    AwsCredentialsIdentity identity =
        AwsSessionCredentialsIdentity.create(
            keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken());
    SignRequest<AwsCredentialsIdentity> toSign =
        SignRequest.builder(identity)
            .request(unsigned)
            .payload(payload)
            .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sts")
            .putProperty(AwsV4HttpSigner.REGION_NAME, settings.region())
            .putProperty(HttpSigner.SIGNING_CLOCK, at(request.timeMillis()))
            .build();
    try {
      return single(signer.sign(toSign).request().headers());
    } catch (RuntimeException e) {
      // Its message may repeat what was signed.
      throw new IOException("the request could not be signed: " + e.getClass().getName());
    }
  }

  private static Clock at(long millis) {
    return Clock.fixed(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
  }

  private static Map<String, String> single(Map<String, List<String>> headers) {
    Map<String, String> fields = new LinkedHashMap<>();
    headers.forEach((name, values) -> fields.put(name, values.get(0)));
    return fields;
  }
}
