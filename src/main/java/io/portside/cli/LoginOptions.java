package io.portside.cli;

import io.portside.inventory.Become;
import io.portside.inventory.ConnectionDefaults;
import io.portside.inventory.Secret;
import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Suggestion;
import io.portside.ssh.HostKeyChecking;
import io.portside.ssh.SshSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to log in and become root. */
final class LoginOptions {
  private static final List<String> METHODS = List.of("sudo", "doas", "su");

  @Option(
      names = {"-u", "--user"},
      paramLabel = "USER",
      description = "login name where the inventory has none")
  @Nullable String user;

  @Option(
      names = "--private-key",
      paramLabel = "FILE",
      description = "private key; repeats (default: the agent's and ~/.ssh/id_*)")
  List<Path> privateKeys = List.of();

  @Option(
      names = {"-k", "--ask-pass"},
      description = "ask for the login password")
  boolean askPass;

  @Option(
      names = {"-b", "--become"},
      negatable = true,
      description = "become root (default: where the login is not root); --no-become: never")
  @Nullable Boolean become;

  @Option(
      names = "--become-user",
      paramLabel = "USER",
      description = "whom to become (default: root)")
  String becomeUser = "root";

  @Option(
      names = "--become-method",
      paramLabel = "METHOD",
      description = "sudo, doas or su (default: sudo)")
  String becomeMethod = "sudo";

  @Option(
      names = {"-K", "--ask-become-pass"},
      description = "ask for the password of sudo, doas or su")
  boolean askBecomePass;

  @Option(
      names = "--become-password-file",
      paramLabel = "F",
      description = "a file whose first line is that password")
  @Nullable Path becomePasswordFile;

  @Option(
      names = "--ssh-config",
      paramLabel = "FILE",
      description = "ssh configuration (default: ~/.ssh/config and the system's)")
  @Nullable Path sshConfig;

  @Option(
      names = "--known-hosts",
      paramLabel = "FILE",
      description = "known host keys (default: ~/.ssh/known_hosts)")
  @Nullable Path knownHosts;

  @Option(
      names = "--host-key-checking",
      paramLabel = "MODE",
      description =
          "strict, accept-new or off (default: the ssh configuration's, else strict; an unknown key"
              + " at a terminal asks)")
  @Nullable String hostKeyChecking;

  @Option(
      names = "--connect-timeout",
      paramLabel = "S",
      description = "seconds to connect and log in (default: the ssh configuration's, else 10)")
  @Nullable Integer connectTimeout;

  @Option(
      names = "--timeout",
      paramLabel = "S",
      description = "seconds for a host's probe or transaction (default: 300)")
  int timeout = 300;

  /** The limit of {@code --timeout}. */
  Duration limit() {
    return seconds("--timeout", timeout);
  }

  SshSettings settings() {
    SshSettings usual = SshSettings.usual(System.getenv());
    return new SshSettings(
        Optional.ofNullable(knownHosts).map(List::of).orElse(List.of()),
        checking(),
        Optional.ofNullable(sshConfig),
        usual.sshDirectory(),
        usual.agentSocket(),
        usual.retries());
  }

  /** What the options say without the passwords that are asked for. */
  ConnectionDefaults unasked() {
    privateKeys.stream()
        .filter(key -> !Files.isReadable(key))
        .findFirst()
        .ifPresent(
            key -> {
              throw bad("--private-key", key + " cannot be read", "name a private key's file");
            });
    if (!METHODS.contains(becomeMethod)) {
      throw bad(
          "--become-method",
          "'" + becomeMethod + "' is not a method",
          Suggestion.hint(becomeMethod, METHODS, "give sudo, doas or su"));
    }
    return defaults(Optional.empty(), Optional.empty());
  }

  ConnectionDefaults defaults(Terminal terminal) {
    return defaults(
        askPass
            ? Optional.of(terminal.demand("SSH password: ", "ansible_password in the inventory"))
            : Optional.empty(),
        askBecomePass && becomePasswordFile == null
            ? Optional.of(terminal.demand("BECOME password: ", "--become-password-file"))
            : Optional.empty());
  }

  private ConnectionDefaults defaults(Optional<Secret> password, Optional<Secret> becomePassword) {
    return new ConnectionDefaults(
        Optional.ofNullable(user),
        privateKeys,
        password,
        Optional.ofNullable(connectTimeout).map(value -> seconds("--connect-timeout", value)),
        checking() != HostKeyChecking.OFF,
        new Become(
            Optional.ofNullable(become),
            becomeMethod,
            becomeUser,
            becomePassword.or(this::filedBecomePassword)));
  }

  private Optional<Secret> filedBecomePassword() {
    if (becomePasswordFile == null) {
      return Optional.empty();
    }
    try {
      return Files.readAllLines(becomePasswordFile).stream().findFirst().map(Secret::new);
    } catch (IOException e) {
      throw bad(
          "--become-password-file", becomePasswordFile + " cannot be read", "name a text file");
    }
  }

  private HostKeyChecking checking() {
    return switch (hostKeyChecking) {
      case null -> HostKeyChecking.CONFIGURED;
      case "strict" -> HostKeyChecking.STRICT;
      case "accept-new" -> HostKeyChecking.ACCEPT_NEW;
      case "off" -> HostKeyChecking.OFF;
      default ->
          throw bad(
              "--host-key-checking",
              "'" + hostKeyChecking + "' is not a mode",
              "give strict, accept-new or off");
    };
  }

  static Duration seconds(String option, int value) {
    if (value < 1) {
      throw bad(option, value + " seconds is no time at all", "give 1 or more");
    }
    return Duration.ofSeconds(value);
  }

  private static InputException bad(String option, String what, String hint) {
    return new InputException(new Problem(ProblemCode.BAD_OPTION, option, what, hint));
  }
}
