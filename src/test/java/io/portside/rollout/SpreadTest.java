package io.portside.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadTest {
  /** A host is its place and a number, such as {@code a1}; {@code -1} has no place. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          100%   | a1 a2 a3          | a1 a2, a3
          100%   | a1 b1             | a1 b1
          100%   | a1 a2 b1 b2       | a1 b1, a2 b2
          100%   | -1 -2 -3          | -1 -2 -3
          100%   | -1 a1 a2 -2       | -1 a1 -2, a2
          1,100% | a1 a2 a3 b1 b2 b3 | a1, a2 a3 b1 b2, b3
          1,100% | a1 a2             | a1, a2
          2      | a1 a2 b1 b2       | a1 b1, a2 b2
          2      | a1 a2 a3 a4 b1 b2 | a1 a2, a3 a4, b1, b2
          3      | a1 a2 b1 b2 c1 c2 | a1 b1 c1, a2 b2 c2
          50%    | a1 a2 a3 b1 b2 b3 | a1 a2 b1, a3 b2 b3
          """)
  void noWholePlaceIsInOneBatch(String batches, String hosts, String expected) {
    List<String> all = Arrays.asList(hosts.split(" "));

    assertThat(cut(batches, all, Spread.over(all, SpreadTest::place))).isEqualTo(expected);
  }

  @Test
  void hostsThatAreNotAtStakeAreOfTheirPlaceToo() {
    List<String> all = List.of("a1", "a2", "a3");

    assertThat(cut("100%", List.of("a1", "a2"), Spread.over(all, SpreadTest::place)))
        .isEqualTo("a1 a2");
  }

  private static String cut(String batches, List<String> atStake, Spread<String> spread) {
    return Batches.parse(batches).split(atStake, spread).stream()
        .map(batch -> String.join(" ", batch))
        .collect(Collectors.joining(", "));
  }

  private static Optional<String> place(String host) {
    return Optional.of(host.substring(0, 1)).filter(place -> !place.equals("-"));
  }
}
