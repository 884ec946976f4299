package io.imdsguard.probes;

import org.springframework.expression.spel.standard.SpelExpressionParser;

/** An expression from outside that has the AWS SDK's own provider fetch the keys. */
public final class SpringExpression {
  private static final String EXPRESSION =
      "T(software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider)"
          + ".create().resolveCredentials().accessKeyId()";

  private SpringExpression() {}

  public static void main(String[] arguments) {
    Report.run("spel-calls-the-sdk", url -> evaluate());
    System.exit(0);
  }

  private static String evaluate() {
    return "200 " + new SpelExpressionParser().parseExpression(EXPRESSION).getValue();
  }
}
