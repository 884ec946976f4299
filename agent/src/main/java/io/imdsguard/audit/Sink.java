package io.imdsguard.audit;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;

/** The file or standard error that lines go to. Used by one thread. */
final class Sink {
  private final File file;
  private FileOutputStream out;
  private boolean broken;

  /** {@code null} for standard error: descriptor 2, since an application may replace System.err. */
  Sink(File file) {
    this.file = file;
  }

  /** Writes a line with one call, so that several JVMs can share a file. */
  void write(String line) throws IOException {
    if (out == null) {
      out = file == null ? new FileOutputStream(FileDescriptor.err) : append();
    }
    try {
      // Half a line may stand there from the last time.
      out.write((broken ? "\n" + line : line).getBytes(StandardCharsets.US_ASCII));
      broken = false;
    } catch (IOException e) {
      broken = true;
      if (file != null) {
        out.close();
        out = null;
      }
      throw e;
    }
  }

  /** Tries whether the file can be written; not a pipe, which would wait for a reader. */
  void probe() throws IOException {
    if (file != null && (!file.exists() || file.isFile() || file.isDirectory())) {
      out = append();
    }
  }

  private FileOutputStream append() throws IOException {
    if (!file.exists()) {
      try {
        Files.createFile(
            file.toPath(),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } catch (UnsupportedOperationException | java.nio.file.FileAlreadyExistsException e) {
        // A file system without permissions, or another JVM was first.
      }
    }
    return new FileOutputStream(file, true);
  }
}
