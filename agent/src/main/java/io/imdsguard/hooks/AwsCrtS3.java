package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.Type;

/**
 * AWS CRT's S3 client, whose requests may each name any endpoint. Which arguments of its native
 * methods they are is told by their types' order, which all versions have kept.
 */
final class AwsCrtS3 {
  private static final String CRT = "software/amazon/awssdk/crt/";
  private static final String CLIENT = CRT + "s3/S3Client";

  private AwsCrtS3() {}

  static Hook[] hooks() {
    return new Hook[] {new Request(), new Proxy()};
  }

  /** The request's bytes come before the stream of its body, its endpoint after the handler. */
  private static final class Request extends AtCall {
    private static final String BODY = CRT + "http/HttpRequestBodyStream;";
    private static final String HANDLER = CRT + "s3/S3MetaRequestResponseHandlerNativeAdapter;";

    Request() {
      super(CLIENT, "makeMetaRequest(", "s3ClientMakeMetaRequest");
    }

    @Override
    void before(Code code, Type[] types) {
      StackArguments arguments = new StackArguments(code, types);
      int request = arguments.ending(BODY) - 1;
      int endpoint = arguments.ending(HANDLER) + 1;
      arguments.require(request, NativeCall.BYTES);
      arguments.require(endpoint, NativeCall.BYTES);
      arguments.take();
      arguments.load(endpoint);
      arguments.load(request);
      code.handover("endpoint", "([B[B)[B");
      arguments.store(endpoint);
      arguments.putBack();
    }
  }

  /** The proxy's host is the text after the region's, and its port comes next. */
  private static final class Proxy extends AtCall {
    Proxy() {
      super(CLIENT, "<init>(L", "s3ClientNew");
    }

    @Override
    void before(Code code, Type[] types) {
      StackArguments arguments = new StackArguments(code, types);
      int region = arguments.next(0, NativeCall.BYTES);
      int proxy = arguments.next(region + 1, NativeCall.BYTES);
      arguments.require(proxy + 1, "I");
      arguments.take();
      // It belongs to nobody who could ask it for anything.
      NativeCall.dial(code, arguments, new int[] {proxy, -1, -1, -1});
      arguments.putBack();
    }
  }
}
