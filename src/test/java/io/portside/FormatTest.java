package io.portside;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every source file is as google-java-format leaves it; {@code -Dformat=write} makes it so. */
class FormatTest {
  @Test
  void sourcesAreFormatted() throws IOException, FormatterException {
    List<Path> unformatted = new ArrayList<>();
    try (var files = Files.walk(Path.of("src"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        String before = Files.readString(file);
        String after =
            new Formatter()
                .formatSource(
                    ImportOrderer.reorderImports(
                        RemoveUnusedImports.removeUnusedImports(before), Style.GOOGLE));
        if (!after.equals(before)) {
          if ("write".equals(System.getProperty("format"))) {
            Files.writeString(file, after);
          } else {
            unformatted.add(file);
          }
        }
      }
    }
    assertThat(unformatted).as("mend with: mvn -q test -Dtest=FormatTest -Dformat=write").isEmpty();
  }
}
