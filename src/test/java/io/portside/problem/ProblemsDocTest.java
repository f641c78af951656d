package io.portside.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code src/PROBLEMS.md} has a row for every code, in the enum's order, and none besides. */
class ProblemsDocTest {
  private static final Pattern ROW =
      Pattern.compile("^\\| `([^`]+)` \\| ([^|]+\\.) \\| ([^|]+\\.) \\|$", Pattern.MULTILINE);

  @Test
  void everyCodeHasItsRow() throws IOException {
    Matcher rows = ROW.matcher(Files.readString(Path.of("src/PROBLEMS.md")));
    List<String> codes = rows.results().map(r -> r.group(1)).toList();
    assertThat(codes)
        .containsExactlyElementsOf(
            Arrays.stream(ProblemCode.values()).map(ProblemCode::id).toList());
  }

  @Test
  void everyRowHasCauseAndMend() throws IOException {
    assertThat(Files.readAllLines(Path.of("src/PROBLEMS.md")))
        .filteredOn(line -> line.startsWith("| `"))
        .allMatch(line -> ROW.matcher(line).matches());
  }
}
