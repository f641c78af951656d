package io.portside.rollout;

import io.portside.apply.Applied;
import io.portside.desired.Endpoint;
import io.portside.facts.Facts;
import io.portside.inventory.Connection;
import io.portside.outcome.HostReport;
import io.portside.outcome.HostReport.Engine;
import io.portside.outcome.HostReport.FileDiff;
import io.portside.outcome.HostReport.Step;
import io.portside.outcome.Outcome;
import io.portside.plan.FileChange;
import io.portside.plan.Plan;
import io.portside.plan.UnifiedDiff;
import io.portside.problem.Problem;
import io.portside.problem.Untrusted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A host's report as it grows along the host's way. */
final class ReportDraft {
  private final Connection connection;
  private final String address;
  private final Progress progress;
  private final List<Step> steps = new ArrayList<>();
  private List<Endpoint> endpoints = List.of();
  private Optional<Engine> engine = Optional.empty();
  private List<FileDiff> changes = List.of();
  private Optional<Long> downtimeMs = Optional.empty();
  private Optional<Boolean> containersKept = Optional.empty();

  /**
   * Of a host nothing is known of yet.
   *
   * @param address where it is
   */
  ReportDraft(Connection connection, String address, Progress progress) {
    this.connection = connection;
    this.address = address;
    this.progress = progress;
  }

  /** What may fail in a way of its own. */
  interface Work<T, E extends Exception> {
    T done() throws E;
  }

  <T, E extends Exception> T timed(String step, Work<T, E> work) throws E {
    progress.step(step);
    Instant started = Instant.now();
    long start = System.nanoTime();
    try {
      return work.done();
    } finally {
      steps.add(new Step(step, (System.nanoTime() - start) / 1_000_000, Optional.of(started)));
    }
  }

  Facts engine(Facts facts) {
    engine =
        facts
            .engine()
            .map(
                e ->
                    new Engine(
                        Untrusted.line(e.version(), 60),
                        Untrusted.line(e.rootDir(), 200),
                        e.containersRunning()));
    return facts;
  }

  /** What is to be done by the plan, and by no other before it. */
  void planned(Plan plan) {
    changes = List.of();
    if (plan instanceof Plan.Apply apply) {
      endpoints(apply.endpoints());
      changes =
          apply.files().stream()
              .filter(FileChange::changes)
              .map(f -> new FileDiff(f.path(), UnifiedDiff.of(f)))
              .toList();
    }
  }

  List<FileDiff> changes() {
    return changes;
  }

  /** The endpoints as others reach them: a wildcard is the address the host was reached by. */
  void endpoints(List<Endpoint> wanted) {
    endpoints =
        wanted.stream()
            .map(
                e ->
                    e.scope() == Endpoint.Scope.WILDCARD
                        ? new Endpoint(address, e.port(), e.scope())
                        : e)
            .toList();
  }

  /** Those that can be asked from elsewhere. */
  List<Endpoint> outside() {
    return endpoints.stream().filter(e -> e.scope() != Endpoint.Scope.LOOPBACK).toList();
  }

  /** The steps of a transaction are told by the host when it has ended. */
  Applied carriedOut(Supplier<Applied> transaction) {
    progress.step("transaction");
    Applied applied = transaction.get();
    // The host tells how long each took; the last ends when its answer is here.
    long left = applied.steps().stream().mapToLong(Step::ms).sum();
    Instant answered = Instant.now();
    for (Step step : applied.steps()) {
      steps.add(new Step(step.name(), step.ms(), Optional.of(answered.minusMillis(left))));
      left -= step.ms();
    }
    downtimeMs = applied.downtimeMs();
    containersKept = applied.containersKept();
    return applied;
  }

  Problem tellingHow(Problem lost) {
    return new Problem(
        lost.code(),
        lost.where(),
        lost.what(),
        "when the host is up again, portside check -l "
            + connection.host()
            + " tells how it ended, and portside apply ends what was cut off");
  }

  HostReport ended(Outcome outcome) {
    return new HostReport(
        connection.host(),
        address,
        outcome,
        endpoints.stream().map(Endpoint::url).toList(),
        engine,
        changes,
        downtimeMs,
        containersKept,
        List.copyOf(steps));
  }
}
