package io.imdsguard.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A jar of some of the probes. */
final class ProbeJar {
  private ProbeJar() {}

  static Path write(Path jar, Map<String, String> attributes, List<String> classes)
      throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.forEach(manifest.getMainAttributes()::putValue);
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest)) {
      for (String name : classes) {
        String entry = "io/imdsguard/probes/" + name + ".class";
        entries.putNextEntry(new JarEntry(entry));
        entries.write(Files.readAllBytes(Jvm.PROBES.resolve(entry)));
      }
    }
    return jar;
  }
}
