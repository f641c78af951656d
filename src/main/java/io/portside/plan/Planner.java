package io.portside.plan;

import io.portside.desired.Desired;
import io.portside.desired.Endpoint;
import io.portside.desired.KeepContainers;
import io.portside.facts.Backup;
import io.portside.facts.Facts;
import io.portside.problem.Problem;
import io.portside.template.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Facts and desired state in, plan out. Pure: the same input gives the same plan. */
public final class Planner {
  private final Templates templates;
  private final boolean repair;

  /**
   * A planner.
   *
   * @param repair a daemon.json that cannot be read may be mended where it can be told what was
   *     meant
   */
  public Planner(Templates templates, boolean repair) {
    this.templates = templates;
    this.repair = repair;
  }

  /** The way to the desired state. */
  public Plan plan(Facts facts, Desired desired) {
    List<Problem> problems = new ArrayList<>(Obstacles.of(facts));
    if (!problems.isEmpty()) {
      return new Plan.Refuse(problems);
    }
    List<Endpoint> endpoints = new EndpointResolver(facts, problems).resolve(desired);
    problems.addAll(Guards.of(facts, desired, endpoints));
    UnitFiles unit = UnitFiles.of(facts);
    List<FileChange> changes = new ArrayList<>();
    switch (facts.init()) {
      case SYSTEMD -> new DropInChange(facts, unit, desired, templates, problems).addTo(changes);
      case SYSVINIT, OTHER ->
          new DefaultsChange(facts, desired, templates, problems).addTo(changes);
    }
    DaemonJsonChange json = new DaemonJsonChange(facts, templates, repair, problems);
    Optional<DaemonJson> before = json.before();
    if (before.isEmpty() || !problems.isEmpty()) {
      return new Plan.Refuse(problems);
    }
    DaemonJson after = json.after(before.get(), desired, endpoints);
    FileChange.of(facts, Facts.DAEMON_JSON, Optional.of(after.text())).addTo(changes);
    // A transaction that was cut off may have changed files that the daemon has not read.
    boolean cutOff = facts.journal().filter(j -> j.end().isEmpty()).isPresent();
    boolean restart =
        cutOff || !changes.isEmpty() || !facts.active() || !Listening.asWanted(facts, endpoints);
    boolean reload = facts.init() == Facts.Init.SYSTEMD && (facts.needDaemonReload() || restart);
    if (!restart && !reload) {
      return new Plan.NoOp(endpoints);
    }
    Keep keep = restart ? Guards.keep(facts, desired.keepContainers()) : Keep.IDLE;
    return new Transition(facts, changes, before.get(), Optional.of(after), keep, restart, reload)
        .to(endpoints, unit);
  }

  /** The way back to the files of the backup that the facts hold; without one, there is none. */
  public Plan planRevert(Facts facts, KeepContainers keepContainers) {
    List<Problem> problems = new ArrayList<>(Obstacles.of(facts));
    if (problems.isEmpty() && facts.backup().isEmpty()) {
      return new Plan.NoOp(List.of());
    }
    DaemonJsonChange json = new DaemonJsonChange(facts, templates, true, problems);
    Optional<DaemonJson> before = json.before();
    if (facts.backup().isEmpty() || before.isEmpty() || !problems.isEmpty()) {
      return new Plan.Refuse(problems);
    }
    Backup backup = facts.backup().get();
    List<FileChange> changes = new ArrayList<>();
    Guards.cannotKeep(facts, keepContainers).ifPresent(problems::add);
    for (Backup.Entry entry : backup.entries().reversed()) {
      Obstacles.backupIncomplete(facts, backup, entry).ifPresent(problems::add);
      Obstacles.notReplaceable(facts, entry.path()).ifPresent(problems::add);
      FileChange.of(facts, entry.path(), backup.content(entry, facts)).addTo(changes);
    }
    Optional<FileChange> jsonChange =
        changes.stream().filter(c -> c.path().equals(Facts.DAEMON_JSON)).findFirst();
    jsonChange
        .flatMap(FileChange::after)
        .flatMap(DaemonJson::flaw)
        .map(DaemonJsonChange::unreadable)
        .ifPresent(problems::add);
    Guards.conflict(facts, changes).ifPresent(problems::add);
    if (!problems.isEmpty()) {
      return new Plan.Refuse(problems);
    }
    if (changes.isEmpty()) {
      return new Plan.NoOp(List.of());
    }
    Optional<DaemonJson> after =
        jsonChange.isPresent() ? jsonChange.get().after().flatMap(DaemonJson::readable) : before;
    boolean reload = facts.init() == Facts.Init.SYSTEMD;
    Keep keep = Guards.keep(facts, keepContainers);
    return new Transition(facts, changes, before.get(), after, keep, true, reload)
        .back(backup.createdDirs());
  }
}
