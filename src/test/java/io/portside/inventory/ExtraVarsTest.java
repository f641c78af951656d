package io.portside.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.portside.problem.InputException;
import io.portside.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expectations are what {@code ansible-inventory -i h, -e OPTION --host h} prints. */
class ExtraVarsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      textBlock =
          """
          a=1 => a="1"
          a=1 b=two => a="1" b="two"
          a='x y' b="z" => a="x y" b="z"
          a={{ b }} c=d => a="{{ b }}" c="d"
          a=b=c => a="b=c"
          a= => a=""
          a='{"k": 1}' => a="{\\"k\\": 1}"
          a=one\\ntwo => a="one\\ntwo"
          {"a": 1, "b": [true]} => a=1 b=[true]
          {a: 1, b: yes} => a=1 b=true
          """)
  void parses(String option, String expected) {
    assertThat(text(ExtraVars.parse(List.of(option)))).isEqualTo(expected);
  }

  @Test
  void laterOptionsWin() {
    assertThat(text(ExtraVars.parse(List.of("a=1 b=1", "{a: 2}")))).isEqualTo("a=2 b=\"1\"");
  }

  @Test
  void readsAFileAndKeepsItsLines() throws IOException {
    Path file = Files.writeString(directory.resolve("v.yml"), "---\na: 1\n");

    assertThat(ExtraVars.parse(List.of("@" + file)))
        .hasEntrySatisfying("a", value -> assertThat(value.origin()).isEqualTo(file + ":2:1"));
  }

  @Test
  void beatEveryOtherVariable() throws IOException {
    Path hosts = Files.writeString(directory.resolve("hosts"), "h ansible_user=inventory\n");
    Inventory inventory =
        Inventory.load(List.of(hosts.toString()), ExtraVars.parse(List.of("ansible_user=extra")));

    assertThat(text(inventory.select(List.of()).getFirst().vars()))
        .isEqualTo("ansible_user=\"extra\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"novalue", "a=1 novalue", "=1", "a='open", "./vars.yml", "/vars.yml"})
  void refusesWhatSetsNoVariable(String option) {
    assertThat(
            catchThrowableOfType(InputException.class, () -> ExtraVars.parse(List.of(option)))
                .problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.BAD_OPTION));
  }

  @Test
  void tellsAllProblems() {
    assertThat(
            catchThrowableOfType(
                    InputException.class,
                    () -> ExtraVars.parse(List.of("@gone.yml", "{a: ", "[1]", "x")))
                .problems())
        .extracting(problem -> problem.code().id() + " " + problem.where())
        .containsExactly(
            "inventory-missing gone.yml",
            "bad-option -e #4",
            "inventory-syntax -e #2:1:5",
            "inventory-syntax -e #3:1:1");
  }

  private static String text(Map<String, Value> vars) {
    return vars.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue().node())
        .collect(Collectors.joining(" "));
  }
}
