package io.portside.plan;

import io.portside.desired.Desired;
import io.portside.desired.Endpoint;
import io.portside.desired.KeepContainers;
import io.portside.desired.UnixSocket;
import io.portside.facts.Facts;
import io.portside.facts.Listener;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What would do harm: refused, with the reason. */
final class Guards {
  private Guards() {}

  static List<Problem> of(Facts facts, Desired desired, List<Endpoint> endpoints) {
    List<Problem> problems = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      consent(desired, endpoint).ifPresent(problems::add);
      portInUse(facts, endpoint).ifPresent(problems::add);
    }
    fdWithoutSocket(facts, desired).ifPresent(problems::add);
    cannotKeep(facts, desired).ifPresent(problems::add);
    return problems;
  }

  /** Whether containers are to live through a restart that is possible that way. */
  static boolean keeps(Facts facts, KeepContainers wanted) {
    return switch (wanted) {
      case OFF -> false;
      case AUTO, REQUIRE -> !facts.running().isEmpty() && LiveRestore.obstacle(facts).isEmpty();
    };
  }

  /** Files that together keep dockerd from starting: addresses in the unit and in daemon.json. */
  static Optional<Problem> conflict(Facts facts, List<FileChange> changes) {
    Facts after = facts;
    for (FileChange change : changes) {
      after = after.with(change.path(), change.after());
    }
    List<String> flags =
        UnitFiles.of(after).resolved().map(DockerdCommand::hosts).orElse(List.of());
    boolean key =
        after
            .text(Facts.DAEMON_JSON)
            .flatMap(DaemonJson::readable)
            .filter(json -> json.get("hosts").isArray())
            .isPresent();
    return key && !flags.isEmpty()
        ? Optional.of(
            new Problem(
                ProblemCode.FLAG_FILE_CONFLICT,
                Facts.DAEMON_JSON,
                "with the files that were there before, docker could not start: the unit has -H "
                    + String.join(", ", flags)
                    + " and daemon.json has hosts",
                "nothing better is to be had by going back; portside apply keeps the host right"))
        : Optional.empty();
  }

  private static Optional<Problem> consent(Desired desired, Endpoint endpoint) {
    boolean open = endpoint.scope() != Endpoint.Scope.LOOPBACK && !desired.allowOpen();
    return open
        ? Optional.of(
            new Problem(
                ProblemCode.OPEN_WITHOUT_CONSENT,
                endpoint.url(),
                "plain TCP off loopback makes root of whoever reaches it",
                "if the network is yours alone: portside_allow_open: true, or --allow-open; else"
                    + " listen on tcp://127.0.0.1:"
                    + endpoint.port()))
        : Optional.empty();
  }

  private static Optional<Problem> portInUse(Facts facts, Endpoint endpoint) {
    return facts.listeners().stream()
        .filter(l -> l.port() == endpoint.port() && !l.dockerd() && collides(l, endpoint))
        .findFirst()
        .map(Guards::inUse);
  }

  private static Problem inUse(Listener listener) {
    String owner =
        listener.program().isEmpty()
            ? "a process that could not be named"
            : listener.program()
                + (listener.pid().isPresent() ? ", pid " + listener.pid().getAsInt() : "");
    return new Problem(
        ProblemCode.PORT_IN_USE,
        "port " + listener.port(),
        "it is in use by " + owner + ", so dockerd could not start",
        "stop that process, or choose another port in portside_listen");
  }

  private static boolean collides(Listener listener, Endpoint endpoint) {
    return listener.address().equals("*")
        || endpoint.scope() == Endpoint.Scope.WILDCARD
        || listener.address().equals(endpoint.address());
  }

  private static Optional<Problem> fdWithoutSocket(Facts facts, Desired desired) {
    return desired.unixSocket() == UnixSocket.FD && !DaemonJsonChange.socketInUse(facts)
        ? Optional.of(
            new Problem(
                ProblemCode.FD_WITHOUT_SOCKET,
                "portside_unix_socket",
                "fd:// needs docker.socket, which is not in use here, so dockerd could not start",
                "set portside_unix_socket: auto"))
        : Optional.empty();
  }

  private static Optional<Problem> cannotKeep(Facts facts, Desired desired) {
    return desired.keepContainers() == KeepContainers.REQUIRE && !facts.running().isEmpty()
        ? LiveRestore.obstacle(facts)
            .map(
                why ->
                    new Problem(
                        ProblemCode.KEEP_IMPOSSIBLE,
                        "portside_keep_containers: require",
                        facts.running().size() + " running containers would be stopped: " + why,
                        "set portside_keep_containers: off for this host, at a time that suits"))
        : Optional.empty();
  }
}
