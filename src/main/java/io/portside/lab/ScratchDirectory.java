package io.portside.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A directory in the system's place for temporary files, readable by this user only, that goes with
 * all its content.
 *
 * @param path absolute
 */
record ScratchDirectory(Path path) implements AutoCloseable {

  static ScratchDirectory create() {
    try {
      return new ScratchDirectory(Files.createTempDirectory("portside-lab-").toAbsolutePath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Follows no link: what is outside stays. */
  @Override
  public void close() {
    try {
      Files.walkFileTree(path, new Delete());
    } catch (NoSuchFileException e) {
      // Somebody was faster.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Delete extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.delete(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
