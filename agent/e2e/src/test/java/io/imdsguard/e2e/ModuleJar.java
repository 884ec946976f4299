package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A named module that uses the agent's API. */
final class ModuleJar {
  private static final String MODULE = "module app { requires io.imdsguard.api; }";
  private static final String MAIN =
      """
      package app;

      import io.imdsguard.api.ImdsGuard;

      class Main {
        public static void main(String[] arguments) {
          System.out.println(ImdsGuard.credentials().accessKeyId());
          System.out.println(ImdsGuard.class.getModule().getName());
        }
      }
      """;

  private ModuleJar() {}

  /** Compiles it with that JDK; what comes of it is a folder of classes. */
  static Path write(Jdk jdk, Path folder) throws Exception {
    Path sources = Files.createDirectories(folder.resolve("src/app"));
    Path module = Files.writeString(folder.resolve("src/module-info.java"), MODULE);
    Path main = Files.writeString(sources.resolve("Main.java"), MAIN);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Process javac =
        new ProcessBuilder(
                List.of(
                    jdk.home().resolve("bin/javac").toString(),
                    "-p",
                    Jvm.API.toString(),
                    "-d",
                    classes.toString(),
                    module.toString(),
                    main.toString()))
            .inheritIO()
            .start();
    assertThat(javac.waitFor()).isZero();
    return classes;
  }
}
