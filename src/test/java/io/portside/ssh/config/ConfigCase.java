package io.portside.ssh.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A file below {@code ssh-configs}: a configuration; the files it includes, each behind a line
 * {@code ==> NAME <==}; {@code ask}, the end of an ssh command line on each line; {@code expected},
 * what comes of each. {@code @DIR@} is the folder of them all.
 */
record ConfigCase(Path source, Path folder, Map<String, String> parts) {
  private static final Path CASES = Path.of("src/test/resources/ssh-configs");
  private static final String CONFIG = "config";
  private static final String ASK = "ask";
  private static final String EXPECTED = "expected";

  /** All cases, their files laid out below a folder. */
  static List<ConfigCase> all(Path below) throws IOException {
    List<ConfigCase> cases = new ArrayList<>();
    try (Stream<Path> sources = Files.list(CASES)) {
      for (Path source : sources.sorted().toList()) {
        cases.add(laidOut(source, below.resolve(source.getFileName().toString())));
      }
    }
    return cases;
  }

  private static ConfigCase laidOut(Path source, Path folder) throws IOException {
    Map<String, String> parts = new LinkedHashMap<>();
    String name = CONFIG;
    StringBuilder part = new StringBuilder();
    for (String line : Files.readString(source).split("(?<=\n)", -1)) {
      if (line.startsWith("==> ")) {
        parts.put(name, part.toString());
        name = line.substring(4, line.indexOf(" <=="));
        part = new StringBuilder();
      } else {
        part.append(line);
      }
    }
    parts.put(name, part.toString());
    var found = new ConfigCase(source, folder, parts);
    for (var file : parts.entrySet()) {
      if (!List.of(ASK, EXPECTED).contains(file.getKey())) {
        Path path = folder.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue().replace("@DIR@", folder.toString()));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
      }
    }
    return found;
  }

  List<String> lines() {
    return parts.getOrDefault(ASK, "").lines().toList();
  }

  Question question(String line) {
    List<String> options = new ArrayList<>();
    Optional<Integer> port = Optional.empty();
    Optional<String> user = Optional.empty();
    var words = Words.of(line).orElseThrow().iterator();
    String word = words.next();
    for (; words.hasNext(); word = words.next()) {
      String value = words.next();
      switch (word) {
        case "-p" -> port = Optional.of(Integer.valueOf(value));
        case "-l" -> user = Optional.of(value);
        default -> options.add(value);
      }
    }
    return new Question(Optional.of(folder.resolve(CONFIG).toString()), word, port, user, options);
  }

  String expected() {
    return parts.getOrDefault(EXPECTED, "");
  }

  /** What comes of all its questions, as {@code expected} has it. */
  String ours(LocalUser user) {
    ConfigReader reader = new ConfigReader(user);
    StringBuilder text = new StringBuilder();
    for (String line : lines()) {
      text.append(line).append('\n');
      Resolution first = reader.read(question(line));
      text.append(told(first, user));
      if (first instanceof Resolution.Unsure) {
        text.append(told(reader.readAlone(question(line)), user));
      }
    }
    return text.toString().replace(folder.toString(), "@DIR@");
  }

  private static String told(Resolution resolution, LocalUser user) {
    return switch (resolution) {
      case Resolution.Known(var values) -> {
        StringBuilder text = new StringBuilder();
        for (var entry : new TreeMap<>(values).entrySet()) {
          for (String value : entry.getValue()) {
            boolean own = entry.getKey().equals("user") && value.equals(user.name());
            text.append("  ").append(entry.getKey()).append(' ');
            text.append(own ? "@USER@" : value).append('\n');
          }
        }
        yield text.toString();
      }
      case Resolution.Unsure(var rule) -> "  unsure: " + rule + "\n";
      case Resolution.Invalid(var problem) ->
          "  invalid: " + problem.where() + ": " + problem.what() + "\n";
      case Resolution.TooMuch(var problem) ->
          "  too much: " + problem.where() + ": " + problem.what() + "\n";
    };
  }

  void expect(String answers) throws IOException {
    String text = Files.readString(source);
    String mark = "==> " + EXPECTED + " <==\n";
    Files.writeString(source, text.substring(0, text.indexOf(mark) + mark.length()) + answers);
  }

  @Override
  public String toString() {
    return source.getFileName().toString();
  }
}
