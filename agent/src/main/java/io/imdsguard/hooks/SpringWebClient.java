package io.imdsguard.hooks;

/**
 * Spring's WebClient, 5 to 7: a request belongs to whoever has it built, with its copies; what is
 * below the client gets it when somebody subscribes.
 */
final class SpringWebClient {
  private static final String ROOM = "org/springframework/web/reactive/function/client/";
  private static final String BUILDER = ROOM + "DefaultClientRequestBuilder";
  private static final String REQUEST = ROOM + "ClientRequest";

  private SpringWebClient() {}

  static Hook[] hooks() {
    return new Hook[] {
      new Built(),
      new Inherited(BUILDER, "<init>(L" + REQUEST + ";)", Value.self(), Value.argument(1)),
      new Returned(BUILDER, "build()L" + REQUEST + ";", Value.self()),
      new Within(
          ROOM + "ExchangeFunctions$DefaultExchangeFunction",
          "exchange(L" + REQUEST + ";)",
          Value.argument(1)),
    };
  }

  private static final class Built extends Note {
    Built() {
      super(BUILDER, "<init>(Lorg/springframework/http/HttpMethod;Ljava/net/URI;)");
    }

    @Override
    public void write(Code code) {
      code.load(0);
      code.load(2);
      code.junction("submitted", "(Ljava/lang/Object;Ljava/net/URI;)V");
    }
  }
}
