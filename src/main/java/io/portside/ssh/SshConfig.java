package io.portside.ssh;

import io.portside.inventory.Connection;
import io.portside.inventory.SshOverrides;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Untrusted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the user's ssh configuration says of a host, as {@code ssh -G} resolves it: Include, Match,
 * patterns and quotes are then exactly OpenSSH's (ssh_config(5)). Asked once for each host; not at
 * all where there is no configuration file.
 */
final class SshConfig {

  /** Lower-case keyword to its values in order. */
  record Entry(Map<String, List<String>> values) {
    static final Entry EMPTY = new Entry(Map.of());

    List<String> all(String keyword) {
      return values.getOrDefault(keyword, List.of());
    }

    /** The first value, unless it says that there is none. */
    Optional<String> first(String keyword) {
      return all(keyword).stream().findFirst().filter(v -> !v.isEmpty() && !v.equals("none"));
    }
  }

  private record Question(
      Path file,
      String host,
      Optional<Integer> port,
      Optional<String> user,
      List<String> options) {}

  private sealed interface Answer {
    record Known(Entry entry) implements Answer {}

    record Failed(Problem problem) implements Answer {}
  }

  /** The name that ssh knows for no configuration at all. */
  private static final Path NO_FILE = Path.of("none");

  private final Optional<Path> explicit;
  private final Path usual;
  private final Asker asker;
  private final Map<Question, Answer> answers = new ConcurrentHashMap<>();

  SshConfig(SshSettings settings, Asker asker) {
    this.explicit = settings.sshConfig();
    this.usual = settings.sshDirectory().resolve("config");
    this.asker = asker;
  }

  /**
   * What the configuration says of a host, with its own {@code -F} and {@code -o} over it.
   *
   * @throws SshException the configuration cannot be used
   */
  Entry about(Connection connection) throws SshException {
    SshOverrides overrides = connection.ssh();
    boolean usualMissing = explicit.isEmpty() && !Files.exists(usual);
    boolean nothingSaid = overrides.config().isEmpty() && overrides.options().isEmpty();
    if (usualMissing && nothingSaid) {
      return Entry.EMPTY;
    }
    Path file = overrides.config().or(() -> explicit).orElse(usualMissing ? NO_FILE : usual);
    var asked =
        new Question(
            file, connection.address(), connection.port(), connection.user(), overrides.options());
    return switch (answers.computeIfAbsent(asked, this::ask)) {
      case Answer.Known(var entry) -> entry;
      case Answer.Failed(var problem) -> throw new SshException(problem, false);
    };
  }

  private Answer ask(Question question) {
    Path file = question.file();
    List<String> command = new ArrayList<>(List.of("ssh", "-G", "-F", file.toString()));
    question.options().forEach(option -> command.addAll(List.of("-o", option)));
    question.port().ifPresent(port -> command.addAll(List.of("-p", port.toString())));
    question.user().ifPresent(user -> command.addAll(List.of("-l", user)));
    command.addAll(List.of("--", question.host()));
    Process process;
    try {
      process = new ProcessBuilder(command).start();
    } catch (IOException e) {
      return withoutClient(question);
    }
    try {
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? new Answer.Known(parse(out)) : failed(file, err);
    } catch (IOException e) {
      return failed(file, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(file, "interrupted");
    } finally {
      process.destroy();
    }
  }

  private Answer withoutClient(Question question) {
    Path file = question.file();
    if (!file.equals(usual) || !question.options().isEmpty()) {
      return failed(file, "the program ssh, which reads it, is not installed");
    }
    asker.tell(file + " is not used: the program ssh, which reads it, is not installed");
    return new Answer.Known(Entry.EMPTY);
  }

  private static Answer failed(Path file, String reason) {
    return new Answer.Failed(
        new Problem(
            ProblemCode.SSH_CONFIG_INVALID,
            file.toString(),
            "the ssh configuration cannot be used: " + Untrusted.line(reason, 300),
            "mend the file until `ssh -G HOST` takes it, or give another one by --ssh-config"));
  }

  /** Lines of {@code keyword value}. */
  static Entry parse(String output) {
    Map<String, List<String>> values = new HashMap<>();
    for (String line : output.lines().toList()) {
      int space = line.indexOf(' ');
      if (space > 0) {
        values
            .computeIfAbsent(
                line.substring(0, space).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
            .add(line.substring(space + 1).strip());
      }
    }
    return new Entry(values);
  }
}
