package io.portside.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.portside.desired.Endpoint;
import io.portside.facts.Facts;
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
    boolean keep,
    boolean restart,
    boolean reload) {

  Plan.Apply to(List<Endpoint> endpoints, UnitFiles unit) {
    List<String> arguments =
        unit.resolved().map(c -> c.withoutOwned().arguments(unit.environment())).orElse(List.of());
    return apply(endpoints, arguments, List.of());
  }

  Plan.Apply back(List<String> removeDirs) {
    return apply(List.of(), List.of(), removeDirs);
  }

  private Plan.Apply apply(
      List<Endpoint> endpoints, List<String> dockerdArgs, List<String> removeDirs) {
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
        keep,
        liveRestore,
        facts.active(),
        facts.dockerd(),
        dockerdArgs,
        endpoints,
        removeDirs,
        facts.running());
  }

  private Optional<LiveRestore> liveRestore() {
    boolean needed = keep && facts.engine().filter(e -> !e.liveRestore()).isPresent();
    return needed
        ? Optional.of(
            LiveRestore.of(before, after.orElse(DaemonJson.empty()), after.map(DaemonJson::text)))
        : Optional.empty();
  }

  // A hosts key beside a unit that still passes -H keeps dockerd from starting, so whoever brings
  // the key comes last and whoever takes it away comes first.
  private Comparator<FileChange> bootable() {
    boolean hosts = after.map(a -> a.get("hosts")).filter(JsonNode::isArray).isPresent();
    Comparator<FileChange> jsonLast = Comparator.comparing(f -> f.path().equals(Facts.DAEMON_JSON));
    return hosts ? jsonLast : jsonLast.reversed();
  }
}
