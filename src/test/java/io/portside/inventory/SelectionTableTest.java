package io.portside.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SelectionTableTest {
  static Stream<SelectionCase> matching() throws IOException {
    return SelectionCase.all().stream().filter(SelectionTableTest::matches);
  }

  static Stream<SelectionCase> failing() throws IOException {
    return SelectionCase.all().stream().filter(row -> !matches(row));
  }

  @ParameterizedTest
  @MethodSource("matching")
  void selectsWhatAnsibleSelects(SelectionCase row) {
    assertThat(String.join(" ", inventory(row).match(row.patterns()))).isEqualTo(row.expected());
  }

  /** Where Ansible does nothing, or ignores a part of the pattern, a rollout must not begin. */
  @ParameterizedTest
  @MethodSource("failing")
  void namesThePatternThatMatchesNothing(SelectionCase row) {
    List<Problem> problems =
        catchThrowableOfType(InputException.class, () -> inventory(row).match(row.patterns()))
            .problems();

    assertThat(problems)
        .extracting(Problem::code)
        .allMatch(
            code ->
                code == ProblemCode.PATTERN_MATCHES_NOTHING
                    || code == ProblemCode.INVENTORY_MISSING);
    for (String word : row.expected().split(" ", -1)) {
      if (word.startsWith("?")) {
        assertThat(problems).extracting(Problem::where).asString().contains(word.substring(1));
      }
    }
  }

  private static boolean matches(SelectionCase row) {
    return !row.expected().isEmpty()
        && !row.expected().contains("?")
        && !row.expected().equals("!");
  }

  private static Inventory inventory(SelectionCase row) {
    return Inventory.load(
        List.of(SelectionCase.DIRECTORY.resolve(row.inventory()).toString()), Map.of());
  }
}
