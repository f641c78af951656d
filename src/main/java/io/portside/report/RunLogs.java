package io.portside.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The logs of earlier runs: {@code $XDG_STATE_HOME/portside}, by default {@code
 * ~/.local/state/portside} (XDG Base Directory Specification 0.8). Only the owner reads them.
 */
public record RunLogs(Path directory) {
  /** Bytes of one log; what does not fit is left out. */
  static final long LONGEST = 16 << 20;

  /** Logs that are kept. */
  private static final int MOST = 50;

  private static final String SUFFIX = ".jsonl";

  /** Those of the user. */
  public static RunLogs of(Map<String, String> environment, Path home) {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    // The specification: a relative path is to be ignored.
    Path base = state.startsWith("/") ? Path.of(state) : home.resolve(".local/state");
    return new RunLogs(base.resolve("portside"));
  }

  /** The newest first; none where there are none or they cannot be listed. */
  public List<Path> all() {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
          .sorted(Comparator.comparing((Path file) -> file.getFileName().toString()).reversed())
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  /** A new file, in the place of the oldest where there are many. */
  Path make(String name) throws IOException {
    makeDirectory();
    for (Path old : all().stream().skip(MOST - 1L).toList()) {
      Files.deleteIfExists(old);
    }
    for (int number = 1; ; number++) {
      Path file = directory.resolve(name + (number == 1 ? "" : "." + number) + SUFFIX);
      if (!Files.exists(file)) {
        return Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
    }
  }

  private void makeDirectory() throws IOException {
    Path parent = directory.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try {
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException e) {
      // As its owner has it; the files are closed to others in any case.
    }
  }
}
