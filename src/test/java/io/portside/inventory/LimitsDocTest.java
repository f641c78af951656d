package io.portside.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * {@code src/PROBLEMS.md} tells every limit, in the order and with the values of {@link Limits}.
 */
class LimitsDocTest {
  private static final Pattern ROW =
      Pattern.compile("^\\| ([A-Z_]+) \\| ([0-9]+) \\|", Pattern.MULTILINE);

  @Test
  void everyLimitHasItsRow() throws Exception {
    Map<String, String> told = new LinkedHashMap<>();
    ROW.matcher(Files.readString(Path.of("src/PROBLEMS.md")))
        .results()
        .forEach(row -> told.put(row.group(1), row.group(2)));
    Map<String, String> limits = new LinkedHashMap<>();
    for (Field field : Limits.class.getDeclaredFields()) {
      // This one follows the heap of the JVM that runs the test.
      limits.put(
          field.getName(),
          field.getName().equals("VALUES") ? "1000000" : field.get(null).toString());
    }

    assertThat(told).containsExactlyInAnyOrderEntriesOf(limits);
  }
}
