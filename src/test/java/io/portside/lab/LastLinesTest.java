package io.portside.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LastLinesTest {
  @Test
  void keepsTheLastTenThatSaySomething() {
    LastLines lines = new LastLines();
    IntStream.rangeClosed(1, 12).forEach(i -> lines.add(" line " + i + "\n\n"));
    assertThat(lines)
        .hasToString(
            IntStream.rangeClosed(3, 12)
                .mapToObj(i -> "line " + i)
                .collect(Collectors.joining("\n")));
  }
}
