package io.portside.facts;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A systemd unit as {@code systemctl show} tells it; see systemctl(1) and
 * org.freedesktop.systemd1(5).
 *
 * @param loadState {@code loaded}, {@code not-found}, {@code masked}, …
 * @param activeState {@code active}, {@code inactive}, {@code failed}, {@code activating}, …
 * @param result {@code success}, {@code exit-code}, {@code start-limit-hit}, …
 * @param unitFileState {@code enabled}, {@code disabled}, …
 * @param needDaemonReload systemd says that the loaded unit is not the one on the disk
 * @param dropIns the drop-ins that are loaded; empty where systemd does not tell
 * @param fragmentPath the unit file; empty where there is none
 * @param killMode {@code process} lets containers live through a stop
 * @param mainPid 0 where it does not run
 * @param startTook from the beginning of its last start to its end; zero where that is not known
 * @param execMainStatus with which dockerd ended last; 203: there was no program to run, see
 *     systemd.exec(5)
 */
public record Unit(
    String loadState,
    String activeState,
    String subState,
    String result,
    String unitFileState,
    boolean needDaemonReload,
    Optional<List<String>> dropIns,
    String fragmentPath,
    String killMode,
    int mainPid,
    int execMainStatus,
    Duration startTook,
    List<String> environmentFiles) {

  /** What stands for a unit where there is no systemd. */
  public static final Unit NONE =
      new Unit(
          "not-found",
          "inactive",
          "dead",
          "",
          "",
          false,
          Optional.empty(),
          "",
          "",
          0,
          0,
          Duration.ZERO,
          List.of());

  static Unit of(String block) {
    List<String> environmentFiles = new ArrayList<>();
    Map<String, String> all = new HashMap<>();
    for (String line : block.split("\n", -1)) {
      int equals = line.indexOf('=');
      if (equals < 0) {
        continue;
      }
      String name = line.substring(0, equals);
      String value = line.substring(equals + 1);
      if (name.equals("EnvironmentFiles")) {
        environmentFiles.add(value.replaceFirst(" \\(ignore_errors=(yes|no)\\)$", ""));
      } else {
        all.put(name, value);
      }
    }
    return new Unit(
        all.getOrDefault("LoadState", "not-found"),
        all.getOrDefault("ActiveState", "inactive"),
        all.getOrDefault("SubState", ""),
        all.getOrDefault("Result", ""),
        all.getOrDefault("UnitFileState", ""),
        all.getOrDefault("NeedDaemonReload", "no").equals("yes"),
        Optional.ofNullable(all.get("DropInPaths")).map(v -> List.of(v.split(" ", -1))),
        all.getOrDefault("FragmentPath", ""),
        all.getOrDefault("KillMode", ""),
        Numbers.intOr(all.getOrDefault("MainPID", ""), 0),
        Numbers.intOr(all.getOrDefault("ExecMainStatus", ""), 0),
        startTook(all),
        List.copyOf(environmentFiles));
  }

  // Microseconds of one clock. The end of an earlier start lies before the beginning of this one.
  private static Duration startTook(Map<String, String> all) {
    long micros = micros(all, "ActiveEnter") - micros(all, "InactiveExit");
    return Duration.of(Math.max(0, micros), ChronoUnit.MICROS);
  }

  private static long micros(Map<String, String> all, String what) {
    return Numbers.microseconds(all.getOrDefault(what + "TimestampMonotonic", ""));
  }

  /** It runs. */
  public boolean active() {
    return activeState.equals("active");
  }

  /** Between running and not running; a pause before systemd starts it again is none. */
  public boolean inTransition() {
    return Set.of("activating", "deactivating", "reloading").contains(activeState)
        && !subState.startsWith("auto-restart");
  }

  /** There is such a unit. */
  public boolean loaded() {
    return loadState.equals("loaded");
  }
}
