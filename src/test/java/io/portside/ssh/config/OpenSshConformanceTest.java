package io.portside.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The reader says what the ssh installed here says ({@code ssh -G}); {@code -Dexpected=write} then
 * writes the committed answers anew. Skipped where no OpenSSH client is installed.
 */
class OpenSshConformanceTest {
  private static final boolean WRITE = "write".equals(System.getProperty("expected"));
  private static final List<String> ALWAYS_TOLD = List.of("hostname", "port", "user");

  @TempDir private Path directory;
  private final OpenSsh ssh = new OpenSsh("ssh");

  @Test
  void theReaderAnswersAsSshDoes() throws Exception {
    assumeTrue(!ssh.defaults().isEmpty(), "no OpenSSH client is installed");
    List<ConfigCase> cases = ConfigCase.all(directory);

    List<String> different =
        cases.parallelStream().flatMap(config -> differences(config).stream()).toList();

    assertThat(different).isEmpty();
    if (WRITE) {
      for (ConfigCase config : cases) {
        config.expect(config.ours(ConfigReaderTest.user()));
      }
    }
  }

  private List<String> differences(ConfigCase config) {
    ConfigReader reader = new ConfigReader(LocalUser.here(directory));
    List<String> different = new ArrayList<>();
    for (String line : config.lines()) {
      Question question = config.question(line);
      Resolution first = reader.read(question);
      boolean unsure = first instanceof Resolution.Unsure;
      Resolution ours = unsure ? reader.readAlone(question) : first;
      Resolution theirs = ssh.ask(question).orElseThrow();
      boolean same =
          switch (ours) {
            case Resolution.Known(var values) ->
                theirs instanceof Resolution.Known(var told)
                    && comparable(values, unsure).equals(comparable(told, unsure));
            case Resolution.Invalid(var problem) ->
                unsure
                    || (theirs instanceof Resolution.Invalid(var told)
                        && (!told.where().startsWith(directory.toString())
                            || told.where().equals(problem.where())));
            case Resolution.TooMuch _, Resolution.Unsure _ -> false;
          };
      if (!same) {
        different.add(config + ": " + line + "\n  ours   " + ours + "\n  theirs " + theirs);
      }
    }
    return different;
  }

  /**
   * Without what is ssh's default, with whole lists of algorithms.
   *
   * @param unsure lists are those that only ssh can make
   */
  private Map<String, List<String>> comparable(Map<String, List<String>> values, boolean unsure) {
    Map<String, List<String>> comparable = new TreeMap<>(values);
    comparable.replaceAll(
        (keyword, all) ->
            Keywords.FOLLOWED.get(keyword) == Keywords.Kind.ALGORITHMS
                ? List.of(
                    Algorithms.assembled(
                        all.getFirst(),
                        ssh.defaults().getOrDefault(keyword, List.of("")).getFirst()))
                : all);
    comparable
        .entrySet()
        .removeIf(
            entry ->
                (unsure && Keywords.FOLLOWED.get(entry.getKey()) == Keywords.Kind.ALGORITHMS)
                    || (!ALWAYS_TOLD.contains(entry.getKey())
                        && entry.getValue().equals(ssh.defaults().get(entry.getKey()))));
    return comparable;
  }
}
