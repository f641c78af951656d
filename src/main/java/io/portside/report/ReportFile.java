package io.portside.report;

import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code --report FILE}: a report whose format its name tells. */
public final class ReportFile {

  private enum Format {
    JSON(".json"),
    HTML(".html"),
    JUNIT(".xml"),
    MARKDOWN(".md");

    private final String ending;

    Format(String ending) {
      this.ending = ending;
    }

    String text(RunReport run) {
      return switch (this) {
        case JSON -> JsonReport.text(run);
        case HTML -> HtmlReport.text(run);
        case JUNIT -> JUnitReport.text(run);
        case MARKDOWN -> MarkdownReport.text(run);
      };
    }

    static Format of(Path path) {
      String name = path.toString().toLowerCase(Locale.ROOT);
      return Arrays.stream(values())
          .filter(format -> name.endsWith(format.ending))
          .findFirst()
          .orElseThrow(
              () ->
                  refuse(
                      "'" + path + "' does not tell a format",
                      Arrays.stream(values())
                          .map(format -> format.ending)
                          .collect(Collectors.joining(", ", "end its name in one of ", ""))));
    }
  }

  private final Path path;
  private final Format format;

  private ReportFile(Path path, Format format) {
    this.path = path;
    this.format = format;
  }

  /**
   * Checks what can be checked before any host is contacted: a report that cannot be written is
   * learned of too late otherwise.
   *
   * @throws InputException no format has such a name, or there is no such directory
   */
  public static ReportFile named(Path path) {
    Path file = path.toAbsolutePath().normalize();
    Format format = Format.of(path);
    Path directory = directory(file);
    if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
      throw refuse("no file can be made in " + directory, "make the directory first");
    }
    if (Files.isDirectory(file)) {
      throw refuse("'" + path + "' is a directory", "name a file");
    }
    return new ReportFile(file, format);
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
          format.text(run),
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
