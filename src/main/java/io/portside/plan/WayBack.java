package io.portside.plan;

import io.portside.desired.KeepContainers;
import io.portside.facts.Backup;
import io.portside.facts.Facts;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way back to the files of a backup.
 *
 * @param before daemon.json as it is now
 * @param allowOpen consent to plain TCP off loopback
 */
record WayBack(
    Facts facts,
    Backup backup,
    DaemonJson before,
    KeepContainers keepContainers,
    boolean allowOpen) {

  Plan plan() {
    List<FileChange> changes = changes();
    Optional<FileChange> json =
        changes.stream().filter(c -> c.path().equals(Facts.DAEMON_JSON)).findFirst();
    List<Problem> problems = problems(changes, json.flatMap(FileChange::after));
    if (!problems.isEmpty()) {
      return new Plan.Refuse(problems);
    }
    if (changes.isEmpty()) {
      return new Plan.NoOp(List.of());
    }
    Optional<DaemonJson> after =
        json.isPresent() ? json.get().after().flatMap(DaemonJson::readable) : Optional.of(before);
    boolean reload = facts.init() == Facts.Init.SYSTEMD;
    Keep keep = Guards.keep(facts, keepContainers);
    return new Transition(facts, changes, before, after, keep, true, reload)
        .back(backup, editedSince(changes));
  }

  private List<FileChange> changes() {
    List<FileChange> changes = new ArrayList<>();
    for (Backup.Entry entry : backup.entries().reversed()) {
      FileChange change = FileChange.of(facts, entry.path(), backup.content(entry, facts));
      (entry.stored().isPresent() ? change.with(entry.access()) : change).addTo(changes);
    }
    return changes;
  }

  // Nothing is lost: the backup of this change holds it.
  private List<Problem> editedSince(List<FileChange> changes) {
    return changes.stream()
        .filter(c -> !backup.left().getOrDefault(c.path(), c.expected()).equals(c.expected()))
        .map(
            c ->
                new Problem(
                    ProblemCode.EDITED_SINCE,
                    c.path(),
                    "somebody changed it after Portside did, and that goes too",
                    "it is kept: another revert brings it back"))
        .toList();
  }

  private List<Problem> problems(List<FileChange> changes, Optional<String> json) {
    List<Problem> problems = new ArrayList<>();
    if (!backup.complete()) {
      problems.add(
          new Problem(
              ProblemCode.BACKUP_INCOMPLETE,
              Facts.STATE,
              "the record of the " + backup.state() + " state is missing or cut off",
              "restore the files by hand, or go back to another state"));
    }
    for (Backup.Entry entry : backup.entries()) {
      Obstacles.backupIncomplete(facts, backup, entry).ifPresent(problems::add);
      Obstacles.notReplaceable(facts, entry.path()).ifPresent(problems::add);
    }
    Guards.cannotKeep(facts, keepContainers).ifPresent(problems::add);
    Guards.conflict(facts, changes).ifPresent(problems::add);
    json.flatMap(DaemonJson::flaw).map(DaemonJsonChange::unreadable).ifPresent(problems::add);
    json.filter(_ -> !allowOpen)
        .flatMap(DaemonJson::readable)
        .flatMap(after -> Guards.opensAgain(before, after))
        .ifPresent(problems::add);
    return problems;
  }
}
