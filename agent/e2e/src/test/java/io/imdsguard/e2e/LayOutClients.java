package io.imdsguard.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lays out the jars of every cell of the client matrix: one run of Maven over a project generated
 * from clients.tsv. A program of the build's, run before the tests. Arguments: Maven's home, and
 * whether it is offline.
 */
final class LayOutClients {
  private LayOutClients() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path root = MatrixCell.LAID_OUT;
    Path done = root.resolve("done.tsv");
    if (Files.exists(done) && Files.mismatch(done, MatrixCell.TABLE) < 0) {
      return;
    }
    Map<String, String> cells = new TreeMap<>();
    for (String[] line : MatrixCell.lines()) {
      for (String column : line[3].split(",", -1)) {
        String version = MatrixCell.version(column);
        if (!line[2].isEmpty()) {
          cells.put(MatrixCell.folder(line[0], version), line[2].replace("VERSION", version));
        }
      }
    }
    StringBuilder modules = new StringBuilder();
    for (Map.Entry<String, String> cell : cells.entrySet()) {
      write(root.resolve(cell.getKey()), module(cell.getKey(), cell.getValue()));
      modules.append("<module>").append(cell.getKey()).append("</module>");
    }
    write(root, parent(modules.toString()));
    List<String> command =
        new ArrayList<>(List.of(args[0] + "/bin/mvn", "-B", "-q", "-ntp", "-f", root + "/pom.xml"));
    if (args[1].equals("true")) {
      command.add("-o");
    }
    command.add("package");
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IOException("Maven could not lay out the clients: exit " + exit);
    }
    Files.copy(MatrixCell.TABLE, done, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void write(Path folder, String pom) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("pom.xml"), pom);
  }

  private static String module(String name, String coordinates) {
    StringBuilder text =
        new StringBuilder(
            "<project><modelVersion>4.0.0</modelVersion><parent><groupId>clients</groupId>"
                + "<artifactId>clients</artifactId><version>1</version></parent><artifactId>"
                + name
                + "</artifactId><packaging>pom</packaging><dependencies>");
    for (String one : coordinates.split(",", -1)) {
      String[] part = one.split(":", -1);
      text.append("<dependency><groupId>").append(part[0]);
      text.append("</groupId><artifactId>").append(part[1]);
      text.append("</artifactId><version>").append(part[2]).append("</version>");
      if (part.length > 3) {
        text.append("<classifier>").append(part[3]).append("</classifier>");
      }
      text.append("</dependency>");
    }
    return text.append("</dependencies></project>").toString();
  }

  private static String parent(String modules) {
    return "<project><modelVersion>4.0.0</modelVersion><groupId>clients</groupId>"
        + "<artifactId>clients</artifactId><version>1</version><packaging>pom</packaging><modules>"
        + modules
        + "</modules><build><plugins><plugin><artifactId>maven-dependency-plugin</artifactId>"
        + "<version>3.8.1</version><executions><execution><phase>package</phase><goals>"
        + "<goal>copy-dependencies</goal></goals><configuration><outputDirectory>"
        + "${project.build.directory}/jars</outputDirectory></configuration></execution>"
        + "</executions></plugin></plugins></build></project>";
  }
}
