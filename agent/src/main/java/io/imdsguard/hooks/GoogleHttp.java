package io.imdsguard.hooks;

/** Google's HTTP client: it is any executor of the caller's that runs an asynchronous request. */
final class GoogleHttp {
  private static final String REQUEST = "com/google/api/client/http/HttpRequest";
  private static final String CALL = REQUEST + "$1";
  private static final String URL = "com/google/api/client/http/GenericUrl";

  private GoogleHttp() {}

  static Hook[] hooks() {
    Value url = Value.self().call(REQUEST, "getUrl", "()L" + URL + ";");
    return new Hook[] {
      new Submitted(
          REQUEST,
          "executeAsync(Ljava/util/concurrent/Executor;",
          Value.self(),
          url.call(URL, "getHost", "()Ljava/lang/String;"),
          url.call(URL, "getPort", "()I")),
      new Within(CALL, "call()", Value.self().get(CALL, "this$0", "L" + REQUEST + ";")),
    };
  }
}
