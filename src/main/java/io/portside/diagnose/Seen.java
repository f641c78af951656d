package io.portside.diagnose;

import com.fasterxml.jackson.databind.JsonNode;
import io.portside.desired.Endpoint;
import io.portside.desired.Listen;
import io.portside.facts.Facts;
import io.portside.facts.Listener;
import io.portside.plan.DaemonJson;
import io.portside.plan.DockerdCommand;
import io.portside.plan.UnitFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the rules look at.
 *
 * @param wanted where dockerd should listen
 * @param unit docker.service as its files make it
 * @param json daemon.json, where it can be read
 * @param reason dockerd's or systemd's last word on why docker does not run
 */
record Seen(
    Facts facts,
    List<Listen> wanted,
    UnitFiles unit,
    Optional<DaemonJson> json,
    Optional<String> reason) {

  static Seen of(Facts facts, List<Listen> wanted) {
    return new Seen(
        facts,
        wanted,
        UnitFiles.of(facts),
        facts.text(Facts.DAEMON_JSON).flatMap(DaemonJson::readable),
        facts.active() ? Optional.empty() : DockerdLog.reason(facts.log()));
  }

  boolean systemd() {
    return facts.init() == Facts.Init.SYSTEMD;
  }

  Set<Integer> ports() {
    return wanted.stream().map(Listen::port).collect(Collectors.toSet());
  }

  /** The addresses that the unit, or {@code DOCKER_OPTS} of an init script, passes by -H. */
  List<String> flagHosts() {
    if (systemd()) {
      return unit.resolved().map(DockerdCommand::hosts).orElse(List.of());
    }
    return facts.text(Facts.DEFAULTS).stream()
        .flatMap(String::lines)
        .filter(l -> l.strip().matches("(export\\s+)?DOCKER_OPTS=.*"))
        .map(l -> l.substring(l.indexOf('=') + 1).replace("\"", "").replace("'", ""))
        .flatMap(v -> DockerdCommand.parse(v).hosts().stream())
        .toList();
  }

  /** The file that sets the flags. */
  String flagSource() {
    return systemd() ? unit.source() : Facts.DEFAULTS;
  }

  /** The addresses in daemon.json. */
  List<String> fileHosts() {
    List<String> hosts = new ArrayList<>();
    json.map(j -> j.get("hosts"))
        .filter(JsonNode::isArray)
        .ifPresent(node -> node.forEach(host -> hosts.add(host.asText())));
    return hosts;
  }

  /** All addresses that dockerd is told. */
  List<String> told() {
    return Stream.concat(flagHosts().stream(), fileHosts().stream()).toList();
  }

  /** The TCP addresses among them that are literal. */
  List<Endpoint> toldOfTcp() {
    return told().stream()
        .flatMap(host -> Listen.parse(host).stream())
        .filter(Listen.Address.class::isInstance)
        .map(Listen.Address.class::cast)
        .map(listen -> Endpoint.of(listen.address(), listen.port()))
        .toList();
  }

  /** The place of a told address, for proofs. */
  String placeOf(String host) {
    return fileHosts().contains(host) ? Facts.DAEMON_JSON : flagSource();
  }

  /** Dockerd's own TCP sockets on the wanted ports. */
  List<Listener> served() {
    return facts.listeners().stream()
        .filter(l -> l.dockerd() && ports().contains(l.port()))
        .toList();
  }

  /** What turns TLS on, where something does; a key alone says nothing. */
  Optional<String> tls() {
    Optional<String> flag =
        facts.dockerdArgs().stream()
            .filter(word -> word.matches("--tls(verify)?(=true)?"))
            .findFirst()
            .map(word -> "dockerd runs with " + word);
    return Stream.of("tlsverify", "tls")
        .filter(key -> json.filter(j -> j.get(key).asBoolean()).isPresent())
        .findFirst()
        .map(this::keyLine)
        .or(() -> flag);
  }

  /** The line of a file that holds some text, with its number. */
  static String line(String path, String text, String part) {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(part)) {
        return path + ", line " + (i + 1) + ": " + lines.get(i).strip();
      }
    }
    return path;
  }

  /** The line of daemon.json that sets a key. */
  String keyLine(String key) {
    return line(Facts.DAEMON_JSON, facts.text(Facts.DAEMON_JSON).orElse(""), "\"" + key + "\"");
  }
}
