package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README says which clients were tried, and says no more than the matrix does. */
class ClientTableIT {

  @Test
  void theReadmesTableOfClientsIsTheMatrixs() throws IOException {
    List<String> rows = MatrixCell.lines().stream().map(ClientTableIT::row).toList();

    assertThat(
            Files.readAllLines(Path.of("../../README.md")).stream()
                .dropWhile(line -> !line.startsWith("| client | versions tried |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|")))
        .containsExactlyElementsOf(rows);
  }

  private static String row(String[] line) {
    String versions =
        line[3].replaceAll("@([0-9]+)", " (JDK $1 on)").replace(",", ", ").replace("JDK (", "(");
    return "| " + line[0] + " | " + (versions.equals("JDK") ? "the JDK's" : versions) + " |";
  }
}
