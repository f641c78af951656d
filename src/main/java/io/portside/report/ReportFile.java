package io.portside.report;

import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** {@code --report FILE}: a report whose format its name tells. */
public final class ReportFile {
  private final Path path;

  private ReportFile(Path path) {
    this.path = path;
  }

  /**
   * Checks what can be checked before any host is contacted: a report that cannot be written is
   * learned of too late otherwise.
   *
   * @throws InputException no format has such a name, or there is no such directory
   */
  public static ReportFile named(Path path) {
    Path file = path.toAbsolutePath().normalize();
    if (!file.toString().endsWith(".json")) {
      throw refuse("'" + path + "' does not tell a format", "name it .json, the only format now");
    }
    Path directory = directory(file);
    if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
      throw refuse("no file can be made in " + directory, "make the directory first");
    }
    if (Files.isDirectory(file)) {
      throw refuse("'" + path + "' is a directory", "name a file");
    }
    return new ReportFile(file);
  }

  /** Writes the whole file or leaves the one before: readers never see half of it. */
  public void write(RunReport run) throws IOException {
    // A link stays, and what it points to is replaced.
    Path target = Files.exists(path) ? path.toRealPath() : path;
    Path draft =
        directory(target)
            .resolve("." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    try {
      Files.writeString(
          draft,
          JsonReport.text(run),
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE);
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static Path directory(Path file) {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }

  private static InputException refuse(String what, String hint) {
    return new InputException(new Problem(ProblemCode.BAD_OPTION, "--report", what, hint));
  }
}
