package io.portside.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.portside.desired.Desired;
import io.portside.desired.Endpoint;
import io.portside.desired.KeepContainers;
import io.portside.desired.Listen;
import io.portside.desired.UnixSocket;
import io.portside.facts.Engine;
import io.portside.facts.Facts;
import io.portside.facts.Listener;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What would do harm: refused, with the reason. */
public final class Guards {
  private Guards() {}

  static List<Problem> of(Facts facts, Desired desired, List<Endpoint> endpoints) {
    List<Problem> problems = new ArrayList<>(unconsented(desired, endpoints));
    for (Endpoint endpoint : endpoints) {
      portInUse(facts, endpoint).ifPresent(problems::add);
    }
    fdWithoutSocket(facts, desired).ifPresent(problems::add);
    cannotKeep(facts, desired.keepContainers()).ifPresent(problems::add);
    return problems;
  }

  /** Plain TCP off loopback that nobody has consented to. */
  public static List<Problem> unconsented(Desired desired, List<Endpoint> endpoints) {
    return endpoints.stream().flatMap(endpoint -> consent(desired, endpoint).stream()).toList();
  }

  /** What becomes of containers, where docker is restarted. */
  static Keep keep(Facts facts, KeepContainers wanted) {
    if (wanted == KeepContainers.OFF || LiveRestore.obstacle(facts).isPresent()) {
      return Keep.NO;
    }
    return facts.engine().filter(Engine::nothingRuns).isPresent() ? Keep.IDLE : Keep.YES;
  }

  /** Files that together keep dockerd from starting: addresses in the unit and in daemon.json. */
  static Optional<Problem> conflict(Facts facts, List<FileChange> changes) {
    Facts after = FileChange.made(facts, changes);
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

  /** Going back must not open what has been closed since, unless that is said. */
  static Optional<Problem> opensAgain(DaemonJson before, DaemonJson after) {
    List<String> now = new ArrayList<>();
    before.get("hosts").forEach(host -> now.add(host.asText()));
    for (JsonNode host : after.get("hosts")) {
      Optional<Endpoint> endpoint =
          Listen.parse(host.asText())
              .filter(Listen.Address.class::isInstance)
              .map(Listen.Address.class::cast)
              .map(l -> Endpoint.of(l.address(), l.port()));
      if (!now.contains(host.asText())
          && !after.get("tlsverify").asBoolean()
          && endpoint.filter(e -> e.scope() != Endpoint.Scope.LOOPBACK).isPresent()) {
        return Optional.of(
            new Problem(
                ProblemCode.OPEN_WITHOUT_CONSENT,
                host.asText(),
                "going back opens plain TCP off loopback, which makes root of whoever reaches it",
                "if that is meant: portside_allow_open: true, or --allow-open"));
      }
    }
    return Optional.empty();
  }

  /** TLS that the host serves now must not become plain TCP unless that is said. */
  static Optional<Problem> tlsInUse(
      Facts facts, Desired desired, DockerdCommand command, String source) {
    DaemonJson json =
        facts.text(Facts.DAEMON_JSON).flatMap(DaemonJson::readable).orElse(DaemonJson.empty());
    boolean inFile = json.get("tls").asBoolean() || json.get("tlsverify").asBoolean();
    return (command.tls() || inFile) && !desired.replaceTls()
        ? Optional.of(
            new Problem(
                ProblemCode.TLS_IN_USE,
                inFile ? Facts.DAEMON_JSON : source,
                "docker serves TLS on this host, and plain TCP would take its place",
                "if that is meant, say portside_tls: off for this host"))
        : Optional.empty();
  }

  /** A daemon.json that dockerd does not read. */
  static Optional<Problem> configFileElsewhere(List<String> arguments, String source) {
    String file = new DockerdCommand(arguments).value("--config-file");
    return file.isEmpty() || file.equals(Facts.DAEMON_JSON)
        ? Optional.empty()
        : Optional.of(
            new Problem(
                ProblemCode.CONFIG_FILE_ELSEWHERE,
                source,
                "dockerd reads " + file + " instead of " + Facts.DAEMON_JSON,
                "take --config-file out of there and move the file"));
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
        || endpoint.isAt(listener.address());
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

  /** Containers that must be kept and cannot be. */
  static Optional<Problem> cannotKeep(Facts facts, KeepContainers wanted) {
    boolean atStake = facts.active() && !facts.engine().filter(Engine::nothingRuns).isPresent();
    return wanted == KeepContainers.REQUIRE && atStake
        ? LiveRestore.obstacle(facts)
            .map(
                why ->
                    new Problem(
                        ProblemCode.KEEP_IMPOSSIBLE,
                        "portside_keep_containers: require",
                        "running containers would be stopped: " + why,
                        "set portside_keep_containers: off for this host, at a time that suits"))
        : Optional.empty();
  }
}
