package io.imdsguard.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One client in one version, as a line of clients.tsv names it, on one JDK. */
record MatrixCell(String client, String version, String adapter, int leastJdk, Jdk jdk) {
  static final Path TABLE = Path.of("clients.tsv");

  /** Where {@link LayOutClients} puts the jars. */
  static final Path LAID_OUT = Path.of("target/clients");

  /** The JDKs of the matrix, where they are found. */
  private static final List<Integer> JDKS = List.of(8, 17, 25);

  /**
   * The cells to run: all of them; with {@code -Dimdsguard.matrix=sample}, each client's oldest
   * version on the oldest JDK and its newest on the newest; or, with the names of clients in place
   * of {@code sample}, separated by semicolons, all of theirs.
   */
  static List<MatrixCell> toRun() {
    return cells(System.getProperty("imdsguard.matrix", ""));
  }

  /** All cells of one client that there is a JDK for which it runs on. */
  static List<MatrixCell> of(String client) {
    return cells(client).stream().filter(MatrixCell::runs).toList();
  }

  private static List<MatrixCell> cells(String wanted) {
    boolean all = !"sample".equals(wanted);
    List<String> names = all && !wanted.isEmpty() ? List.of(wanted.split(";")) : List.of();
    List<Jdk> jdks = Jdk.all().stream().filter(jdk -> JDKS.contains(jdk.feature())).toList();
    List<MatrixCell> cells = new ArrayList<>();
    for (String[] line : lines()) {
      if (!names.isEmpty() && !names.contains(line[0])) {
        continue;
      }
      String[] versions = line[3].split(",", -1);
      for (int v = 0; v < versions.length; v++) {
        for (int j = 0; j < jdks.size(); j++) {
          boolean oldest = v == 0 && j == 0;
          boolean newest = v == versions.length - 1 && j == jdks.size() - 1;
          if (all || oldest || newest) {
            cells.add(cell(line, versions[v], jdks.get(j)));
          }
        }
      }
    }
    return cells;
  }

  private static MatrixCell cell(String[] line, String version, Jdk jdk) {
    int at = version.indexOf('@');
    int least = at < 0 ? 8 : Integer.parseInt(version.substring(at + 1));
    return new MatrixCell(line[0], version(version), line[1], least, jdk);
  }

  /** A version without the least JDK that may follow it. */
  static String version(String column) {
    int at = column.indexOf('@');
    return at < 0 ? column : column.substring(0, at);
  }

  /** The name of a version's folder. */
  static String folder(String client, String version) {
    return (client + "-" + version).replace(", ", "-").replace(' ', '-');
  }

  /** The lines of the table, by their columns. */
  static List<String[]> lines() {
    try {
      return Files.readAllLines(TABLE).stream()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(line -> line.split("\t", -1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean runs() {
    return jdk.feature() >= leastJdk;
  }

  /** Whether a client asks a service whether it speaks HTTP/2, which none of metadata does. */
  boolean asksForHttp2() {
    return client.equals("Armeria");
  }

  /** The jars of this version, or {@code null} if the JDK has the client. */
  Path jars() {
    return version.equals("JDK")
        ? null
        : LAID_OUT.resolve(folder(client, version)).resolve("target/jars").toAbsolutePath();
  }

  @Override
  public String toString() {
    return client + " " + version + " on JDK " + jdk.feature();
  }
}
