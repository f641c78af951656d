package io.portside.plan;

import io.portside.facts.Facts;
import io.portside.facts.HostFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * docker.service as its files on the disk make it; see systemd.unit(5) and systemd.service(5).
 *
 * @param execStart the effective command
 * @param source the file that sets it
 * @param environment what its Environment= lines and its environment files set
 * @param dropIns in the order in which they apply
 * @param second the drop-in that sets ExecStart without an empty ExecStart= before it, so that
 *     systemd refuses the unit
 */
public record UnitFiles(
    Optional<DockerdCommand> execStart,
    String source,
    Map<String, String> environment,
    List<HostFile> dropIns,
    Optional<HostFile> second) {

  /** Reads the unit of the facts. */
  public static UnitFiles of(Facts facts) {
    List<HostFile> dropIns = dropIns(facts);
    Optional<DockerdCommand> command = Optional.empty();
    String source = "";
    Optional<HostFile> second = Optional.empty();
    List<HostFile> order = new ArrayList<>();
    Optional.ofNullable(facts.files().get(facts.service().fragmentPath())).ifPresent(order::add);
    order.addAll(dropIns);
    Map<String, String> environment = new HashMap<>();
    for (HostFile file : order) {
      UnitText text = UnitText.parse(file.content().orElse(""));
      environment.putAll(text.environment());
      for (String value : text.execStarts()) {
        if (command.isPresent() && !value.isEmpty()) {
          second = Optional.of(file);
        } else if (value.isEmpty()) {
          second = Optional.empty();
        }
        command = value.isEmpty() ? Optional.empty() : Optional.of(DockerdCommand.parse(value));
        source = file.path();
      }
    }
    // The files win over what the unit itself sets.
    for (String path : facts.service().environmentFiles()) {
      facts.text(path).ifPresent(text -> environment.putAll(Assignments.parse(text).values()));
    }
    return new UnitFiles(command, source, environment, dropIns, second);
  }

  /** The command with owned flags inside variables made visible. */
  public Optional<DockerdCommand> resolved() {
    return execStart.map(c -> c.resolveOwned(environment));
  }

  /** The command that a drop-in sets, if it sets one. */
  public static Optional<DockerdCommand> commandIn(HostFile dropIn) {
    return UnitText.parse(dropIn.content().orElse("")).execStarts().stream()
        .filter(value -> !value.isEmpty())
        .reduce((_, later) -> later)
        .map(DockerdCommand::parse);
  }

  /** A drop-in that applies after the given one and sets ExecStart itself. */
  public Optional<HostFile> setterAfter(String dropin) {
    return dropIns.stream()
        .filter(d -> d.name().compareTo(dropin) > 0)
        .filter(d -> !UnitText.parse(d.content().orElse("")).execStarts().isEmpty())
        .findFirst();
  }

  // The same name in /etc hides the one in /run, and that the one in /usr/local/lib and /usr/lib.
  private static List<HostFile> dropIns(Facts facts) {
    Map<String, HostFile> byName = new TreeMap<>();
    facts.files().values().stream()
        .filter(f -> f.path().matches("/.*/(docker\\.)?service\\.d/[^/]+\\.conf"))
        .sorted(Comparator.comparingInt(UnitFiles::rank).reversed())
        .forEach(f -> byName.put(f.name(), f));
    return List.copyOf(byName.values());
  }

  private static int rank(HostFile file) {
    List<String> folders = List.of("/etc/", "/run/", "/usr/local/lib/", "/usr/lib/", "/lib/");
    for (int i = 0; i < folders.size(); i++) {
      if (file.path().startsWith(folders.get(i))) {
        return file.path().contains("/service.d/") ? i + folders.size() : i;
      }
    }
    return 2 * folders.size();
  }
}
