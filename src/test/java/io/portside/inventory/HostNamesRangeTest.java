package io.portside.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.problem.HostNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HostNamesRangeTest {
  /** Other names at each run; {@code -Dseed=NUMBER} repeats some. */
  @Test
  void whatIsFoldedIsAnInventoryRangeOfTheSameHostsInTheSameOrder() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      List<String> names = new ArrayList<>();
      int number = random.nextInt(120);
      for (int i = 0; i < 40; i++) {
        number = random.nextInt(5) == 0 ? random.nextInt(120) : number + 1;
        names.add(
            switch (random.nextInt(10)) {
              case 0 -> "r%dw%02d".formatted(number % 3, number);
              case 1 -> "web%03d".formatted(number);
              default -> round % 2 == 0 ? "web%02d.x".formatted(number) : "web" + number;
            });
      }

      List<String> expanded = new ArrayList<>();
      for (String entry : HostNames.fold(names)) {
        expanded.addAll(HostRange.expand(entry).names());
      }

      assertThat(expanded).as("-Dseed=%d, round %d", seed, round).isEqualTo(names);
    }
  }
}
