package io.portside.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;

/**
 * The page that GitHub Actions shows for a step: Markdown in the file that {@code
 * $GITHUB_STEP_SUMMARY} names. GitHub shows none of it where it is longer than 1 MiB.
 */
public final class StepSummary {
  private static final String VARIABLE = "GITHUB_STEP_SUMMARY";
  private static final long LIMIT = 1 << 20;

  /** Less is no use. */
  private static final long LEAST = 4 << 10;

  private StepSummary() {}

  /**
   * Appends the run where the variable is set. Nobody asked for it, so it never fails.
   *
   * @return why it could not be written
   */
  public static Optional<String> append(Map<String, String> environment, RunReport run) {
    String file = environment.getOrDefault(VARIABLE, "");
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path path = Path.of(file);
      if (Files.exists(path) && !Files.isRegularFile(path)) {
        return warning(file, "it is no regular file");
      }
      long room = LIMIT - (Files.exists(path) ? Files.size(path) : 0);
      if (room < LEAST) {
        return warning(file, "it has reached GitHub's limit of 1 MiB");
      }
      Files.writeString(
          path,
          "\n" + MarkdownReport.text(run, (int) room - 1),
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      return Optional.empty();
    } catch (IOException e) {
      return warning(file, e.toString());
    }
  }

  private static Optional<String> warning(String file, String why) {
    return Optional.of("no summary was written to $" + VARIABLE + " (" + file + "): " + why);
  }
}
