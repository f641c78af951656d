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
import io.portside.problem.Untrusted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A host's report as it grows along the host's way. */
final class ReportDraft {
  private final Connection connection;
  private final List<Step> steps = new ArrayList<>();
  private List<String> endpoints = List.of();
  private Optional<Engine> engine = Optional.empty();
  private List<FileDiff> changes = List.of();
  private Optional<Long> downtimeMs = Optional.empty();
  private Optional<Boolean> containersKept = Optional.empty();

  ReportDraft(Connection connection) {
    this.connection = connection;
  }

  /** What may fail in a way of its own. */
  interface Work<T, E extends Exception> {
    T done() throws E;
  }

  <T, E extends Exception> T timed(String step, Work<T, E> work) throws E {
    long start = System.nanoTime();
    T result = work.done();
    steps.add(new Step(step, (System.nanoTime() - start) / 1_000_000));
    return result;
  }

  boolean connected() {
    return !steps.isEmpty();
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

  void changes(Plan.Apply plan) {
    endpoints(plan.endpoints());
    changes =
        plan.files().stream()
            .filter(FileChange::changes)
            .map(f -> new FileDiff(f.path(), UnifiedDiff.of(f)))
            .toList();
  }

  /** The endpoints as others reach them: a wildcard is the address the host was reached by. */
  List<Endpoint> endpoints(List<Endpoint> wanted) {
    List<Endpoint> reached =
        wanted.stream()
            .map(
                e ->
                    e.scope() == Endpoint.Scope.WILDCARD
                        ? new Endpoint(connection.address(), e.port(), e.scope())
                        : e)
            .toList();
    endpoints = reached.stream().map(Endpoint::url).toList();
    return reached;
  }

  void applied(Applied applied) {
    steps.addAll(applied.steps());
    downtimeMs = applied.downtimeMs();
    containersKept = applied.containersKept();
  }

  HostReport ended(Outcome outcome) {
    return new HostReport(
        connection.host(),
        connection.address(),
        outcome,
        endpoints,
        engine,
        changes,
        downtimeMs,
        containersKept,
        List.copyOf(steps));
  }
}
