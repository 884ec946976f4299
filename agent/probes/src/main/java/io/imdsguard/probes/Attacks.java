package io.imdsguard.probes;

import java.io.StringReader;
import java.net.HttpURLConnection;
import java.net.URL;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamReader;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

/** Ways in which an application is made to fetch a URL of the attacker's: {@code Attacks URL}. */
public final class Attacks {
  private Attacks() {}

  public static void main(String[] arguments) {
    String url = arguments[0];
    for (int status : new int[] {301, 302, 303, 307}) {
      Report.run("redirect-" + status, target -> redirected(status, target), url);
    }
    Report.run("redirect-with-a-token", Attacks::redirectedWithToken, url);
    Report.run("xxe-dom", Attacks::dom, url);
    Report.run("xxe-sax", Attacks::sax, url);
    Report.run("xxe-stax", Attacks::stax, url);
    Report.run("xslt-document", Attacks::xslt, url);
    System.exit(0);
  }

  private static String redirected(int status, String url) throws Exception {
    return Http.get(Redirector.to(status, url));
  }

  private static String redirectedWithToken(String url) throws Exception {
    URL first = new URL(Redirector.to(302, url));
    HttpURLConnection connection = (HttpURLConnection) first.openConnection();
    connection.setRequestProperty("X-aws-ec2-metadata-token", "AQAEA");
    return Http.send(connection);
  }

  private static InputSource document(String url) {
    String xml = "<!DOCTYPE r [<!ENTITY x SYSTEM \"" + url + "\">]><r>&x;</r>";
    return new InputSource(new StringReader(xml));
  }

  private static String dom(String url) throws Exception {
    return "200 "
        + DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(document(url))
            .getDocumentElement()
            .getTextContent();
  }

  private static String sax(String url) throws Exception {
    StringBuilder text = new StringBuilder();
    SAXParserFactory.newInstance()
        .newSAXParser()
        .parse(
            document(url),
            new DefaultHandler() {
              @Override
              public void characters(char[] chars, int start, int length) {
                text.append(chars, start, length);
              }
            });
    return "200 " + text;
  }

  private static String stax(String url) throws Exception {
    XMLStreamReader reader =
        XMLInputFactory.newInstance().createXMLStreamReader(document(url).getCharacterStream());
    StringBuilder text = new StringBuilder();
    while (reader.hasNext()) {
      if (reader.next() == XMLStreamReader.CHARACTERS) {
        text.append(reader.getText());
      }
    }
    return "200 " + text;
  }

  private static String xslt(String url) throws Exception {
    String sheet =
        "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>"
            + "<xsl:template match='/'><xsl:value-of select=\"document('"
            + url
            + "')\"/></xsl:template></xsl:stylesheet>";
    java.io.StringWriter result = new java.io.StringWriter();
    TransformerFactory.newInstance()
        .newTransformer(new StreamSource(new StringReader(sheet)))
        .transform(new StreamSource(new StringReader("<r/>")), new StreamResult(result));
    // What it fetched is no XML: it says so on standard error, and goes on.
    String text = result.toString().replaceAll("<[?].*[?]>", "");
    return text.isEmpty() ? "403 nothing" : "200 " + text;
  }
}
