package io.portside.inventory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A line of {@code selections/cases.txt}: {@code INVENTORY | PATTERN | LIMIT => HOSTS}, what {@code
 * ansible PATTERN -i INVENTORY --limit LIMIT --list-hosts} prints, in its order. After the hosts,
 * {@code ?PATTERN} is one that Ansible warns of and ignores; {@code !} is an error.
 *
 * @param limit empty: none
 */
record SelectionCase(String inventory, String pattern, String limit, String expected) {
  static final Path DIRECTORY = Path.of("src/test/resources/selections");
  static final Path TABLE = DIRECTORY.resolve("cases.txt");

  private static final Pattern IGNORED =
      Pattern.compile("Could not match supplied host pattern, ignoring: (\\S+)");

  static List<SelectionCase> all() throws IOException {
    return Files.readAllLines(TABLE).stream().map(SelectionCase::parse).toList();
  }

  private static SelectionCase parse(String line) {
    int arrow = line.lastIndexOf("=>");
    String[] parts = line.substring(0, arrow).split(" \\| ", -1);
    return new SelectionCase(
        parts[0].strip(), parts[1].strip(), parts[2].strip(), line.substring(arrow + 2).strip());
  }

  /** The limit file of a case is named as from its directory, where Ansible is started. */
  List<String> patterns() {
    return limit.isEmpty()
        ? List.of(pattern)
        : List.of(pattern, limit.replace("@", "@" + DIRECTORY + "/"));
  }

  AnsibleOracle.Command command() {
    List<String> words = new ArrayList<>(List.of("ansible", pattern, "-i", inventory));
    if (!limit.isEmpty()) {
      words.addAll(List.of("--limit", limit));
    }
    words.add("--list-hosts");
    return new AnsibleOracle.Command(DIRECTORY, words);
  }

  /** The line as it has to be, after Ansible's answer. */
  String answered(AnsibleOracle.Answer answer) {
    Stream<String> hosts = answer.stdout().lines().skip(1).map(String::strip);
    Stream<String> ignored =
        IGNORED.matcher(answer.warnings()).results().map(result -> "?" + result.group(1));
    String all =
        answer.status() == 0 ? String.join(" ", Stream.concat(hosts, ignored).toList()) : "!";
    return "%s | %s | %s => %s".formatted(inventory, pattern, limit, all).strip();
  }

  @Override
  public String toString() {
    return "%s | %s | %s => %s".formatted(inventory, pattern, limit, expected).strip();
  }
}
