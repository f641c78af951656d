package io.portside.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inventories that ask for too much end in a problem, in a heap of 256 MiB. */
class HostileInventoriesTest {
  /** These are only large, or odd. */
  private static final Set<String> FINE =
      Set.of(
          "half a surrogate in JSON",
          "lines that are few enough",
          "long blanks and a bad line",
          "one line of hashes",
          "one value",
          "one value of words",
          "one list",
          "one quote",
          "YAML digits",
          "duplicate hosts",
          "range in a host list",
          "deep literal",
          "script that leaves a process",
          "deep tuple");

  private static final long WATCHDOG_MINUTES = 5;

  @TempDir Path directory;

  @Test
  void endInAProblemAndNeverInADefect() throws Exception {
    Path output = directory.resolve("outcomes");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                HostileInventories.class.getName(),
                Files.createDirectory(directory.resolve("sources")).toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(WATCHDOG_MINUTES, TimeUnit.MINUTES)).as("ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    List<String> unexpected = new ArrayList<>();
    List<String> lines = Files.readAllLines(output);
    for (String line : lines) {
      List<String> fields = List.of(line.split("\t", -1));
      boolean fine = FINE.contains(fields.getFirst()) || fields.getFirst().startsWith("pattern ");
      boolean refused = fields.size() == 4 && !fields.get(3).startsWith("DEFECT");
      if (!refused || (fields.get(3).equals("ok") && !fine)) {
        unexpected.add(line);
      }
    }
    assertThat(unexpected).isEmpty();
    assertThat(process.exitValue()).isZero();
    assertThat(lines).hasSizeGreaterThan(70);
  }
}
