package io.portside.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.portside.desired.Endpoint;
import io.portside.desired.UnixSocket;
import io.portside.facts.Backup;
import io.portside.facts.Engine;
import io.portside.facts.Facts;
import io.portside.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The step from one set of files to another, made into a transaction.
 *
 * @param changes files that differ
 * @param before daemon.json as the running daemon has it
 * @param after daemon.json as it shall be; empty: no file
 */
record Transition(
    Facts facts,
    List<FileChange> changes,
    DaemonJson before,
    Optional<DaemonJson> after,
    Keep keep,
    boolean restart,
    boolean reload) {

  Plan.Apply to(List<Endpoint> endpoints, UnitFiles unit) {
    List<String> arguments =
        unit.resolved().map(c -> c.withoutOwned().arguments(unit.environment())).orElse(List.of());
    return apply(endpoints, arguments, Optional.empty(), List.of());
  }

  Plan.Apply back(Backup backup, List<Problem> notes) {
    return apply(List.of(), List.of(), Optional.of(backup), notes);
  }

  private Plan.Apply apply(
      List<Endpoint> endpoints,
      List<String> dockerdArgs,
      Optional<Backup> backup,
      List<Problem> notes) {
    Optional<LiveRestore> liveRestore = liveRestore();
    List<FileChange> files = new ArrayList<>(changes);
    if (liveRestore.isPresent()
        && files.stream().noneMatch(f -> f.path().equals(Facts.DAEMON_JSON))) {
      files.add(FileChange.of(facts, Facts.DAEMON_JSON, after.map(DaemonJson::text)));
    }
    files.sort(bootable());
    return new Plan.Apply(
        facts.init(),
        List.copyOf(files),
        reload,
        restart,
        restart && renewSocket(),
        keep,
        liveRestore,
        facts.active(),
        facts.dockerd(),
        dockerdArgs,
        endpoints,
        backup.map(Backup::createdDirs).orElse(List.of()),
        backup.filter(b -> b.state().equals("original")).isPresent(),
        facts.running(),
        notes);
  }

  // A dockerd that listens on unix:// has unlinked the socket that systemd holds.
  private boolean renewSocket() {
    List<String> now = new ArrayList<>(new DockerdCommand(facts.dockerdArgs()).hosts());
    List<String> then =
        new ArrayList<>(
            UnitFiles.of(FileChange.made(facts, changes))
                .resolved()
                .map(DockerdCommand::hosts)
                .orElse(List.of()));
    before.get("hosts").forEach(host -> now.add(host.asText()));
    after.ifPresent(json -> json.get("hosts").forEach(host -> then.add(host.asText())));
    String fd = UnixSocket.FD.text();
    boolean known = facts.active() && !facts.dockerdArgs().isEmpty();
    return known && facts.socket().active() && then.contains(fd) && !now.contains(fd);
  }

  // Not needed where the daemon has it on now and will have it on: by a flag, or by the file.
  private Optional<LiveRestore> liveRestore() {
    boolean isOn = facts.engine().filter(Engine::liveRestore).isPresent();
    boolean byFlag =
        facts.dockerdArgs().stream().anyMatch(a -> a.matches("--live-restore(=true)?"));
    boolean staysOn = after.filter(json -> json.get(LiveRestore.KEY).asBoolean()).isPresent();
    if (keep != Keep.YES || byFlag || (isOn && staysOn)) {
      return Optional.empty();
    }
    // A file that the running daemon has not read yet may name hosts that its flags name too.
    boolean hostsByFlag = !new DockerdCommand(facts.dockerdArgs()).hosts().isEmpty();
    DaemonJson forRunning = hostsByFlag ? before.without("hosts") : before;
    return Optional.of(
        LiveRestore.of(
            forRunning, isOn, after.orElse(DaemonJson.empty()), after.map(DaemonJson::text)));
  }

  // A hosts key beside a unit that still passes -H keeps dockerd from starting, so whoever brings
  // the key comes last and whoever takes it away comes first.
  private Comparator<FileChange> bootable() {
    boolean hosts = after.map(a -> a.get("hosts")).filter(JsonNode::isArray).isPresent();
    Comparator<FileChange> jsonLast = Comparator.comparing(f -> f.path().equals(Facts.DAEMON_JSON));
    return hosts ? jsonLast : jsonLast.reversed();
  }
}
