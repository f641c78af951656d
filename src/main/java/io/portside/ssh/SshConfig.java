package io.portside.ssh;

import io.portside.inventory.Connection;
import io.portside.inventory.SshOverrides;
import io.portside.problem.Problem;
import io.portside.ssh.config.Algorithms;
import io.portside.ssh.config.ConfigReader;
import io.portside.ssh.config.LocalUser;
import io.portside.ssh.config.OpenSsh;
import io.portside.ssh.config.Question;
import io.portside.ssh.config.Resolution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the ssh configuration says of a host. Portside's own reader answers; where a rule matters
 * that it does not judge, or it takes the configuration for wrong, the installed client has the
 * last word ({@code ssh -G}). Each question is answered once in a run.
 */
final class SshConfig {

  /** Lower-case keyword to its values in order. */
  record Entry(Map<String, List<String>> values) {
    List<String> all(String keyword) {
      return values.getOrDefault(keyword, List.of());
    }

    /** The first value, unless it says that there is none. */
    Optional<String> first(String keyword) {
      return all(keyword).stream().findFirst().filter(v -> !v.isEmpty() && !v.equals("none"));
    }
  }

  private sealed interface Answer {
    record Known(Entry entry) implements Answer {}

    record Failed(Problem problem) implements Answer {}
  }

  /** Each may begin with a sign, and change the client's own list. */
  private static final List<String> ALGORITHMS =
      List.of("kexalgorithms", "ciphers", "macs", "hostkeyalgorithms", "pubkeyacceptedalgorithms");

  private final Optional<String> file;
  private final ConfigReader reader;
  private final OpenSsh client;
  private final Map<Question, Answer> answers = new ConcurrentHashMap<>();
  private final Set<Problem> refused = ConcurrentHashMap.newKeySet();

  SshConfig(SshSettings settings) {
    this(settings, LocalUser.here(settings.sshDirectory()), new OpenSsh("ssh"));
  }

  /** With a client that may not be there. */
  SshConfig(SshSettings settings, LocalUser user, OpenSsh client) {
    this.file =
        settings
            .sshConfig()
            .map(Path::toString)
            .or(() -> user.systemDirectory().isPresent() ? Optional.empty() : onlyFile(settings));
    this.reader = new ConfigReader(user);
    this.client = client;
  }

  /** Away from the system's configuration there is no other than this. */
  private static Optional<String> onlyFile(SshSettings settings) {
    Path config = settings.sshDirectory().resolve("config");
    return Optional.of(Files.exists(config) ? config.toString() : "none");
  }

  /**
   * What the configuration says of a host, with its own {@code -F} and {@code -o} over it.
   *
   * @throws SshException the configuration cannot be used
   */
  Entry about(Connection connection) throws SshException {
    return about(connection.address(), connection.port(), connection.user(), connection.ssh());
  }

  /**
   * What it says of any host, such as one to jump over.
   *
   * @param host as the user names it
   * @param port one that beats the configuration's
   * @param user one that beats the configuration's
   * @throws SshException the configuration cannot be used
   */
  Entry about(String host, Optional<Integer> port, Optional<String> user, SshOverrides overrides)
      throws SshException {
    var question =
        new Question(
            overrides.config().map(Path::toString).or(() -> file),
            host,
            port,
            user,
            overrides.options());
    return switch (answers.computeIfAbsent(question, this::answer)) {
      case Answer.Known(var entry) -> entry;
      case Answer.Failed(var problem) -> throw new SshException(problem, false);
    };
  }

  private Answer answer(Question question) {
    Resolution own = reader.read(question);
    Resolution last =
        switch (own) {
          case Resolution.Known(var values) -> new Resolution.Known(assembled(values));
          case Resolution.TooMuch _ -> own;
          case Resolution.Unsure _ ->
              client.ask(question).orElseGet(() -> reader.readAlone(question));
          case Resolution.Invalid(var problem) -> second(question, problem).orElse(own);
        };
    Resolution whole =
        last instanceof Resolution.Known(var values) ? reader.expanded(question, values) : last;
    return switch (whole) {
      case Resolution.Known(var values) -> new Answer.Known(new Entry(values));
      case Resolution.TooMuch(var problem) -> new Answer.Failed(problem);
      case Resolution.Invalid(var problem) -> new Answer.Failed(problem);
      case Resolution.Unsure(var rule) -> throw new IllegalStateException("nobody judges " + rule);
    };
  }

  /** The client's answer, unless it refused the same line before. */
  private Optional<Resolution> second(Question question, Problem problem) {
    if (refused.contains(problem)) {
      return Optional.empty();
    }
    Optional<Resolution> second = client.ask(question).filter(Resolution.Known.class::isInstance);
    if (second.isEmpty()) {
      refused.add(problem);
    }
    return second;
  }

  /** Lists that change the client's own stay as they are where there is no client. */
  private Map<String, List<String>> assembled(Map<String, List<String>> values) {
    Map<String, List<String>> assembled = new HashMap<>(values);
    for (String keyword : ALGORITHMS) {
      String list = values.getOrDefault(keyword, List.of("")).getFirst();
      if (list.matches("[-+^].*")) {
        client.defaults().getOrDefault(keyword, List.of()).stream()
            .map(usual -> List.of(Algorithms.assembled(list, usual)))
            .forEach(whole -> assembled.put(keyword, whole));
      }
    }
    return assembled;
  }
}
