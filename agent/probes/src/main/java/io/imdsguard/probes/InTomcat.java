package io.imdsguard.probes;

import java.io.File;
import org.apache.catalina.startup.Tomcat;

/** Tomcat with one web application: {@code InTomcat BASE WEBAPP URL}. */
public final class InTomcat {
  private InTomcat() {}

  public static void main(String[] arguments) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(arguments[0]);
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.addWebapp("", new File(arguments[1]).getAbsolutePath());
    tomcat.start();
    String base = "http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/ask";
    Report.run("sdk", Http::get, base);
    Report.run("direct", Http::get, base + "?url=" + arguments[2]);
    System.exit(0);
  }
}
