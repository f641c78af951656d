package io.portside.ssh;

import io.portside.inventory.Connection;
import io.portside.inventory.SshOverrides;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Untrusted;
import io.portside.ssh.config.JumpSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the way to each host: the ssh configuration's answers about it and its jump hosts. */
final class Routes {
  /** A way that is longer leads in a circle. */
  private static final int MOST_JUMPS = 8;

  private final SshSettings settings;
  private final SshConfig config;

  Routes(SshSettings settings, SshConfig config) {
    this.settings = settings;
    this.config = config;
  }

  /**
   * The route of a connection.
   *
   * @throws SshException the configuration cannot be used or wants what is not there
   */
  Route of(Connection connection) throws SshException {
    return of(connection, List.of());
  }

  /**
   * The same for a host on the way to another.
   *
   * @param towards the hosts that are reached through it, the one that is meant first
   */
  private Route of(Connection connection, List<String> towards) throws SshException {
    SshConfig.Entry entry = config.about(connection);
    Route route = Route.of(connection, settings, entry);
    if (entry.first("proxyusefdpass").filter("yes"::equals).isPresent()) {
      throw unsupported(
          "the ssh configuration wants ProxyUseFdpass, which is not supported",
          "use a ProxyCommand that copies the bytes itself, such as `nc %h %p`");
    }
    Optional<String> jumps = entry.first("proxyjump");
    Optional<String> command = entry.first("proxycommand");
    if (jumps.isEmpty() && command.isEmpty()) {
      return route;
    }
    String keyName = entry.first("hostkeyalias").orElse(connection.address());
    Tokens tokens =
        new Tokens(route.host(), connection.address(), keyName, route.port(), route.user());
    try {
      return route.by(
          jumps.isPresent()
              ? jump(JumpSpec.parse(tokens.expand(jumps.get())), connection, towards)
              : new Way.Proxy(tokens.expand(command.orElseThrow()), command.orElseThrow()));
    } catch (IllegalArgumentException e) {
      String keyword = jumps.isPresent() ? "ProxyJump" : "ProxyCommand";
      throw new SshException(
          Problem.of(
              ProblemCode.SSH_CONFIG_INVALID,
              "the " + keyword + " of " + connection.address() + " cannot be used: " + said(e),
              "correct it as ssh_config(5) says"),
          false);
    }
  }

  /**
   * As ssh does, the last host is asked about with those before it as its own ProxyJump. So a host
   * that is named alone may have one in the configuration.
   */
  private Way jump(List<JumpSpec> hosts, Connection target, List<String> towards)
      throws SshException {
    JumpSpec last = hosts.getLast();
    List<String> passed = Stream.concat(towards.stream(), Stream.of(target.address())).toList();
    if (passed.size() > MOST_JUMPS) {
      throw unsupported(
          "there are more than "
              + MOST_JUMPS
              + " jump hosts on the way: "
              + String.join(" by ", passed),
          "take the circle out of ProxyJump, such as with `ProxyJump none` for the jump host");
    }
    String before =
        hosts.subList(0, hosts.size() - 1).stream()
            .map(JumpSpec::written)
            .collect(Collectors.joining(","));
    Connection connection =
        new Connection(
            last.host(),
            last.host(),
            last.port(),
            last.user(),
            // What is given for a host is not for the machines in between.
            Optional.empty(),
            List.of(),
            Optional.empty(),
            true,
            false,
            target.become(),
            new SshOverrides(
                target.ssh().config(),
                before.isEmpty() ? List.of() : List.of("proxyjump=" + before),
                Optional.empty()));
    return new Way.Jump(last.host(), of(connection, passed));
  }

  private static String said(IllegalArgumentException e) {
    return Untrusted.line(String.valueOf(e.getMessage()), 200);
  }

  private static SshException unsupported(String what, String hint) {
    return new SshException(Problem.of(ProblemCode.SSH_CONFIG_UNSUPPORTED, what, hint), false);
  }
}
