package io.imdsguard.probes;

import java.beans.XMLDecoder;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.io.StringWriter;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;

/**
 * What the JDK brings to run somebody's text, made to call the AWS SDK's own provider. Each yields
 * the access key id if it gets one.
 */
public final class Interpreters {
  private static final String PROVIDER = "com.amazonaws.auth.InstanceProfileCredentialsProvider";

  private Interpreters() {}

  public static void main(String[] arguments) {
    Report.run("xml-decoder", url -> xmlDecoder());
    Report.run("script", url -> script());
    Report.run("xslt", url -> xslt());
    System.exit(0);
  }

  private static String xmlDecoder() {
    String xml =
        "<java><object class='"
            + PROVIDER
            + "' method='getInstance'><void method='getCredentials'>"
            + "<void method='getAWSAccessKeyId' id='key'/></void></object>"
            + "<object idref='key'/></java>";
    StringBuilder failure = new StringBuilder();
    try (XMLDecoder decoder =
        new XMLDecoder(
            new ByteArrayInputStream(Http.bytes(xml)), null, e -> failure.append(e.toString()))) {
      decoder.readObject();
      Object key = decoder.readObject();
      return failure.length() == 0 ? "200 " + key : "403 " + failure;
    }
  }

  private static String script() throws Exception {
    ScriptEngine engine = new ScriptEngineManager().getEngineByName("javascript");
    if (engine == null) {
      return "403 this JDK has no script engine";
    }
    return "200 "
        + engine.eval(
            "Java.type('" + PROVIDER + "').getInstance().getCredentials().getAWSAccessKeyId()");
  }

  private static String xslt() throws Exception {
    String sheet =
        "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'"
            + " xmlns:p='http://xml.apache.org/xalan/java/"
            + PROVIDER
            + "' xmlns:k='http://xml.apache.org/xalan/java/com.amazonaws.auth.AWSCredentials'>"
            + "<xsl:output method='text'/><xsl:template match='/'>"
            + "<xsl:value-of select='k:getAWSAccessKeyId(p:getCredentials(p:getInstance()))'/>"
            + "</xsl:template></xsl:stylesheet>";
    TransformerFactory factory = TransformerFactory.newInstance();
    factory.setFeature("http://www.oracle.com/xml/jaxp/properties/enableExtensionFunctions", true);
    StringWriter result = new StringWriter();
    factory
        .newTransformer(new StreamSource(new StringReader(sheet)))
        .transform(new StreamSource(new StringReader("<r/>")), new StreamResult(result));
    return "200 " + result;
  }
}
