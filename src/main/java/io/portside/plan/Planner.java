package io.portside.plan;

import io.portside.desired.Desired;
import io.portside.desired.Endpoint;
import io.portside.desired.KeepContainers;
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
   * @param repair as {@code fix} does: a daemon.json that cannot be read may be mended where it can
   *     be told what was meant, and files that a configuration management owns are left to it
   */
  public Planner(Templates templates, boolean repair) {
    this.templates = templates;
    this.repair = repair;
  }

  /** The way to the desired state. */
  public Plan plan(Facts facts, Desired desired) {
    if (facts.root() && facts.unfinished().isPresent()) {
      return new Plan.Recover(facts.unfinished().get());
    }
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
    List<Problem> managed = repair ? Managed.of(facts, changes) : List.of();
    if (!managed.isEmpty()) {
      return new Plan.Refuse(managed, changes);
    }
    boolean restart =
        !changes.isEmpty() || !facts.active() || !Listening.asWanted(facts, endpoints);
    boolean reload = facts.init() == Facts.Init.SYSTEMD && (facts.needDaemonReload() || restart);
    if (!restart && !reload) {
      return new Plan.NoOp(endpoints);
    }
    Keep keep = restart ? Guards.keep(facts, desired.keepContainers()) : Keep.IDLE;
    return new Transition(facts, changes, before.get(), Optional.of(after), keep, restart, reload)
        .to(endpoints, unit);
  }

  /**
   * The way back to the files of the backup that the facts hold; without one, there is none.
   *
   * @param allowOpen consent to plain TCP off loopback
   */
  public Plan planRevert(Facts facts, KeepContainers keepContainers, boolean allowOpen) {
    if (facts.root() && facts.unfinished().isPresent()) {
      return new Plan.Recover(facts.unfinished().get());
    }
    List<Problem> problems = new ArrayList<>(Obstacles.of(facts));
    if (!problems.isEmpty()) {
      return new Plan.Refuse(problems);
    }
    if (facts.backup().isEmpty()) {
      return new Plan.NoOp(List.of());
    }
    Optional<DaemonJson> before = new DaemonJsonChange(facts, templates, true, problems).before();
    return before.isEmpty()
        ? new Plan.Refuse(problems)
        : new WayBack(facts, facts.backup().get(), before.get(), keepContainers, allowOpen).plan();
  }
}
