package io.portside.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.portside.problem.InputException;
import io.portside.problem.ProblemCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          100%      | 7    | 7
          1,100%    | 7    | 1 6
          1,10%,100%| 50   | 1 5 44
          1         | 3    | 1 1 1
          1,2       | 6    | 1 2 2 1
          3         | 7    | 3 3 1
          30%       | 10   | 3 3 3 1
          10%       | 3    | 1 1 1
          33%       | 7    | 2 2 2 1
          5,1       | 3    | 3
          999999999 | 2    | 2
          ' 1 , 50% '| 4   | 1 2 1
          100%      | 0    | ''
          """)
  void cutsHostsIntoBatchesAsAnsibleDoes(String written, int hosts, String expected) {
    List<Integer> all = IntStream.range(0, hosts).boxed().toList();

    List<List<Integer>> batches =
        Batches.parse(written).split(all, Spread.over(all, _ -> Optional.empty()));

    List<Integer> sizes =
        Arrays.stream(expected.split(" ")).filter(s -> !s.isEmpty()).map(Integer::valueOf).toList();
    assertThat(batches).extracting(List::size).isEqualTo(sizes);
    assertThat(batches.stream().flatMap(List::stream)).isEqualTo(all);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "0%", "abc", "-1", "101%", "", "1,,2", "1,", "1.5", "%", "9999999999"})
  void refusesSizesThatMakeNoSense(String written) {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> Batches.parse(written))
        .satisfies(
            e -> assertThat(e.problems().getFirst().code()).isEqualTo(ProblemCode.BAD_OPTION))
        .withMessageContaining("--batches");
  }

  @ParameterizedTest
  @CsvSource({
    "0,   0, 10, false",
    "0,   1, 10, true",
    "2,   2, 10, false",
    "2,   3, 10, true",
    "0%,  1, 10, true",
    "20%, 2, 10, false",
    "20%, 3, 10, true",
    "33%, 1, 3,  true",
    "34%, 1, 3,  false",
    "100%,9, 9,  false",
  })
  void stopsOnlyWhenMoreFailThanAllowed(String maxFail, long failed, int batch, boolean exceeded) {
    assertThat(MaxFail.parse(maxFail).exceeded(failed, batch)).isEqualTo(exceeded);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "101%", "some", ""})
  void refusesFailuresThatMakeNoSense(String written) {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> MaxFail.parse(written))
        .withMessageContaining("--max-fail");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void refusesForksBelowOne(int forks) {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(
            () ->
                new RolloutOptions(
                    forks, Batches.ALL, Batches.ALL, MaxFail.parse("0"), Duration.ZERO))
        .withMessageContaining("--forks");
  }
}
