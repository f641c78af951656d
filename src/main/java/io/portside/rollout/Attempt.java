package io.portside.rollout;

import io.portside.apply.Applied;
import io.portside.apply.Applier;
import io.portside.apply.Scripts;
import io.portside.desired.Endpoint;
import io.portside.facts.Facts;
import io.portside.facts.FactsParser;
import io.portside.inventory.Connection;
import io.portside.outcome.HostReport;
import io.portside.outcome.Outcome;
import io.portside.plan.Plan;
import io.portside.plan.Planner;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Untrusted;
import io.portside.ssh.Connector;
import io.portside.ssh.Output;
import io.portside.ssh.Session;
import io.portside.ssh.SshException;
import io.portside.verify.Outside;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The way of one host: session, probe, facts, plan, transaction, verification, report. */
public final class Attempt {
  private final Connector connector;
  private final Planner planner;
  private final Applier applier;
  private final Examination examination;
  private final String id;
  private final Duration limit;

  /**
   * The same for all hosts of a run.
   *
   * @param id names the run in the hosts' journals
   * @param limit for the probe
   */
  public Attempt(
      Connector connector,
      Planner planner,
      Applier applier,
      Examination examination,
      String id,
      Duration limit) {
    this.connector = connector;
    this.planner = planner;
    this.applier = applier;
    this.examination = examination;
    this.id = id;
    this.limit = limit;
  }

  /** Takes a host to its goal. */
  public HostReport take(Connection connection, Goal goal) {
    ReportDraft draft = new ReportDraft(connection);
    try (Session session = draft.timed("connect", () -> connector.open(connection))) {
      return draft.ended(outcome(session, connection, goal, draft));
    } catch (SshException e) {
      boolean reached = draft.connected() && e.problem().code() != ProblemCode.CONNECTION_LOST;
      return draft.ended(
          reached
              ? new Outcome.Failed(List.of(e.problem()))
              : new Outcome.Unreachable(e.problem()));
    }
  }

  private Outcome outcome(Session session, Connection connection, Goal goal, ReportDraft draft)
      throws SshException {
    Output output = draft.timed("probe", () -> session.run(Scripts.probe(goal.backup()), limit));
    Optional<Facts> parsed = FactsParser.parse(output.stdout());
    if (parsed.isEmpty()) {
      return new Outcome.Failed(List.of(unreadable(output)));
    }
    Facts facts = draft.engine(parsed.get());
    Plan plan = goal.plan(planner, facts);
    boolean goesOn = examination.goesOn(facts, plan);
    return switch (plan) {
      case Plan.Refuse(var problems) -> new Outcome.Refused(problems);
      case Plan.NoOp(var endpoints) -> verify(endpoints, new Outcome.Unchanged(), draft);
      case Plan.Apply apply -> {
        draft.changes(apply);
        yield goesOn ? apply(session, connection, apply, draft) : new Outcome.Planned();
      }
    };
  }

  private Outcome apply(
      Session session, Connection connection, Plan.Apply plan, ReportDraft draft) {
    Applied applied = applier.apply(session, plan, id, () -> connector.open(connection));
    draft.applied(applied);
    return applied.outcome() instanceof Outcome.Changed changed
        ? verify(plan.endpoints(), changed, draft)
        : applied.outcome();
  }

  // From outside, as a client would; what only the host itself can reach, it has checked itself.
  private static Outcome verify(List<Endpoint> endpoints, Outcome outcome, ReportDraft draft) {
    List<Problem> problems = new ArrayList<>();
    for (Endpoint endpoint : draft.endpoints(endpoints)) {
      if (endpoint.scope() != Endpoint.Scope.LOOPBACK) {
        draft
            .timed("verify", () -> Outside.verify(endpoint.address(), endpoint.port()))
            .ifPresent(problems::add);
      }
    }
    return problems.isEmpty() ? outcome : new Outcome.Failed(problems);
  }

  static Problem unreadable(Output output) {
    String stderr = Untrusted.line(output.stderr(), 300);
    return Problem.of(
        ProblemCode.PROBE_UNREADABLE,
        "the probe did not come to its end (exit status "
            + output.exitStatus()
            + (stderr.isEmpty() ? ")" : ", " + stderr + ")"),
        "see whether the login's shell runs: ssh HOST sh -c true");
  }
}
