package io.imdsguard.hooks;

/**
 * Jersey's client from 2.26 on: an asynchronous call is run by an executor of its own, whatever the
 * connector is. Until then the request is the caller's own copy.
 */
final class Jersey {
  private static final String ROOM = "org/glassfish/jersey/client/";
  private static final String RUNTIME = ROOM + "ClientRuntime";
  private static final String RUNNABLE = "createRunnableForAsyncProcessing";

  private Jersey() {}

  static Hook[] hooks() {
    Value request = Value.argument(1);
    return new Hook[] {
      new Submitted(
          RUNTIME,
          RUNNABLE + "(L" + ROOM + "ClientRequest;",
          request,
          request.call(ROOM + "ClientRequest", "getUri", "()Ljava/net/URI;")),
      // What the runnable does: the number after it differs, the request is the first argument.
      new Within(RUNTIME, "lambda$" + RUNNABLE + "$", request),
    };
  }
}
