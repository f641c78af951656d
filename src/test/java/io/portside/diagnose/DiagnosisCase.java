package io.portside.diagnose;

import io.portside.facts.RecordedProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A file of {@code src/test/resources/diagnoses}: a recorded host, what is changed of it, and what
 * is to be found. Words at the start of a line; a text is indented by two spaces below its line.
 *
 * <pre>
 * host PROBE            a recorded probe
 * stopped STATE RESULT  docker does not run
 * unit NAME=VALUE       a property of docker.service; socket, containerd: of that unit
 * frame KEY             a text as the probe prints it
 * file PATH             a file with that text
 * expect CODE           a finding, in this order; the text is part of its proof, and what follows
 *                       "mend: " in it of what helps
 * </pre>
 */
record DiagnosisCase(String name, RecordedProbe probe, List<Expected> expected) {

  record Expected(String code, String proof, String mend) {

    static Expected of(String code, String text) {
      String[] parts = text.split("mend: ", 2);
      return new Expected(code, parts[0].strip(), parts.length == 2 ? parts[1].strip() : "");
    }
  }

  private record Directive(String word, String rest, String text) {}

  static List<DiagnosisCase> all() {
    try (var files = Files.list(Path.of("src/test/resources/diagnoses"))) {
      return files.sorted().map(DiagnosisCase::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DiagnosisCase read(Path file) {
    RecordedProbe probe = RecordedProbe.of("bookworm");
    List<Expected> expected = new ArrayList<>();
    for (Directive d : directives(file)) {
      switch (d.word()) {
        case "host" -> probe = RecordedProbe.of(d.rest());
        case "stopped" -> {
          String[] words = d.rest().split(" ", 2);
          probe = probe.stopped(words[0], words[1], "");
        }
        case "unit" -> probe = probe.with("units", units -> property(units, 0, d.rest()));
        case "socket" -> probe = probe.with("units", units -> property(units, 1, d.rest()));
        case "containerd" -> probe = probe.with("units", units -> property(units, 2, d.rest()));
        case "frame" -> probe = probe.with(d.rest(), d.text().stripTrailing());
        case "file" -> probe = probe.file(d.rest(), d.text());
        case "expect" -> expected.add(Expected.of(d.rest(), d.text()));
        default -> throw new AssertionError(file + ": " + d.word());
      }
    }
    return new DiagnosisCase(file.getFileName().toString(), probe, List.copyOf(expected));
  }

  private static String property(String units, int unit, String line) {
    // The probes were recorded before containerd was asked about.
    String[] blocks =
        Arrays.copyOf((units.stripTrailing() + "\n\nId=containerd.service").split("\n\n", -1), 3);
    String name = line.substring(0, line.indexOf('=') + 1);
    blocks[unit] =
        blocks[unit].lines().filter(l -> !l.startsWith(name)).collect(Collectors.joining("\n"))
            + "\n"
            + line;
    return String.join("\n\n", blocks);
  }

  private static List<Directive> directives(Path file) {
    List<Directive> all = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith("  ")) {
          Directive last = all.removeLast();
          all.add(new Directive(last.word(), last.rest(), last.text() + line.substring(2) + "\n"));
        } else if (!line.startsWith("#")) {
          int space = line.indexOf(' ');
          all.add(new Directive(line.substring(0, space), line.substring(space + 1), ""));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  @Override
  public String toString() {
    return name;
  }
}
