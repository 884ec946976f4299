package io.imdsguard.hooks;

/**
 * AWS SDK v2's asynchronous client for the metadata service: it waits for a session token, then
 * asks on the thread that the token came on. The future that it has returned stands for the
 * request.
 */
final class AwsImdsClient {
  private static final String ROOM = "software/amazon/awssdk/";
  private static final String CLIENT = ROOM + "imds/internal/DefaultEc2MetadataAsyncClient";
  private static final String FUTURE = "Ljava/util/concurrent/CompletableFuture;";

  private AwsImdsClient() {}

  static Hook[] hooks() {
    return new Hook[] {
      new Submitted(
          CLIENT,
          "get(Ljava/lang/String;L" + ROOM + "core/retry/RetryPolicyContext;" + FUTURE,
          Value.argument(3),
          Value.self().get(CLIENT, "endpoint", "Ljava/net/URI;")),
      new Within(
          ROOM + "imds/internal/AsyncHttpRequestHelper",
          "sendAsyncMetadataRequest(L"
              + ROOM
              + "http/async/SdkAsyncHttpClient;L"
              + ROOM
              + "http/SdkHttpFullRequest;"
              + FUTURE,
          Value.argument(2)),
    };
  }
}
