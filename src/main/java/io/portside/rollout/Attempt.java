package io.portside.rollout;

import io.portside.apply.Applied;
import io.portside.apply.Applier;
import io.portside.apply.Scripts;
import io.portside.desired.Endpoint;
import io.portside.diagnose.Firewall;
import io.portside.facts.Facts;
import io.portside.facts.FactsParser;
import io.portside.facts.Journal;
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
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The way of one host: session, probe, facts, plan, transaction, verification, report. */
public final class Attempt {
  private final Connector connector;
  private final Planner planner;
  private final Applier applier;
  private final Examination examination;
  private final String id;
  private final Duration limit;
  private final Duration lockTimeout;

  /**
   * The same for all hosts of a run.
   *
   * @param id names the run in the hosts' journals
   * @param limit for the probe
   * @param lockTimeout how long another run on a host is waited for
   */
  public Attempt(
      Connector connector,
      Planner planner,
      Applier applier,
      Examination examination,
      String id,
      Duration limit,
      Duration lockTimeout) {
    this.connector = connector;
    this.planner = planner;
    this.applier = applier;
    this.examination = examination;
    this.id = id;
    this.limit = limit;
    this.lockTimeout = lockTimeout;
  }

  /**
   * Takes a host to its goal.
   *
   * @param waits hears why the host has to wait
   */
  public HostReport take(Connection connection, Goal goal, Consumer<String> waits) {
    ReportDraft draft = new ReportDraft(connection);
    try (Session session = draft.timed("connect", () -> connector.open(connection))) {
      Way way = new Way(connection, goal, draft, new Turn(lockTimeout, waits), session);
      return draft.ended(way.outcome());
    } catch (SshException e) {
      boolean reached = draft.connected() && e.problem().code() != ProblemCode.CONNECTION_LOST;
      return draft.ended(
          reached
              ? new Outcome.Failed(List.of(e.problem()))
              : new Outcome.Unreachable(e.problem()));
    }
  }

  static Problem cutOff(Journal unfinished) {
    return Problem.of(
        ProblemCode.CUT_OFF,
        "an earlier transaction ("
            + Untrusted.line(unfinished.begun(), 200)
            + ") was cut off at its step "
            + Untrusted.line(unfinished.lastStep(), 40),
        "apply, fix and revert end it first: forward if it had been proven, else back");
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

  /** From the session on. */
  private final class Way {
    private final Connection connection;
    private final Goal goal;
    private final ReportDraft draft;
    private final Turn turn;
    private final Session session;
    private final List<Problem> notes = new ArrayList<>();
    private boolean recovered;

    Way(Connection connection, Goal goal, ReportDraft draft, Turn turn, Session session) {
      this.connection = connection;
      this.goal = goal;
      this.draft = draft;
      this.turn = turn;
      this.session = session;
    }

    Outcome outcome() throws SshException {
      Output output = draft.timed("probe", () -> session.run(Scripts.probe(goal.backup()), limit));
      Optional<Facts> parsed = FactsParser.parse(output.stdout());
      if (parsed.isEmpty()) {
        return new Outcome.Failed(List.of(unreadable(output)));
      }
      Facts facts = draft.engine(parsed.get());
      if (facts.lock().isPresent()) {
        return afterwards("another run is at work on this host: " + facts.lock().get());
      }
      Plan plan = goal.plan(planner, facts);
      if (plan instanceof Plan.Apply apply) {
        draft.changes(apply);
      }
      return switch (examination.of(facts, plan)) {
        case Verdict.End(var outcome) -> outcome;
        case Verdict.GoOn() -> ended(facts, plan, true);
        case Verdict.OnlyTell() -> ended(facts, plan, false);
      };
    }

    private Outcome ended(Facts facts, Plan plan, boolean goesOn) throws SshException {
      return switch (plan) {
        case Plan.Refuse(var problems, _) -> new Outcome.Refused(problems);
        case Plan.NoOp(var endpoints) ->
            verified(
                facts,
                endpoints,
                recovered ? new Outcome.Changed(List.copyOf(notes)) : new Outcome.Unchanged());
        case Plan.Recover(var unfinished) -> {
          notes.add(cutOff(unfinished));
          yield goesOn ? recovered() : new Outcome.Planned(List.copyOf(notes));
        }
        case Plan.Apply apply ->
            goesOn ? applied(facts, apply) : new Outcome.Planned(with(apply.notes()));
      };
    }

    // Others change what was read, so it is read again.
    private Outcome afterwards(String who) throws SshException {
      return turn.waitFor(Untrusted.line(who, 300)) ? outcome() : Turn.locked(who);
    }

    // Only once: what is still cut off then cannot be ended.
    private Outcome recovered() throws SshException {
      Applied applied = applier.recover(session);
      draft.applied(applied);
      boolean again = !recovered && !(applied.outcome() instanceof Outcome.RollbackFailed);
      recovered = true;
      return again ? outcome() : applied.outcome();
    }

    private Outcome applied(Facts facts, Plan.Apply plan) throws SshException {
      Applied applied = applier.apply(session, plan, id, () -> connector.open(connection));
      draft.applied(applied);
      Optional<String> taken = Turn.taken(applied.outcome());
      if (taken.isPresent()) {
        return afterwards(taken.get());
      }
      if (applied.outcome() instanceof Outcome.Changed(var more)) {
        notes.addAll(plan.notes());
        return verified(facts, plan.endpoints(), new Outcome.Changed(with(more)));
      }
      return applied.outcome() instanceof Outcome.Indeterminate(var cause)
          ? new Outcome.Indeterminate(tellingHow(cause))
          : applied.outcome();
    }

    private List<Problem> with(List<Problem> more) {
      return Stream.concat(notes.stream(), more.stream()).toList();
    }

    private Problem tellingHow(Problem lost) {
      return new Problem(
          lost.code(),
          lost.where(),
          lost.what(),
          "when the host is up again, portside check -l "
              + connection.host()
              + " tells how it ended, and portside apply ends what was cut off");
    }

    // From outside, as a client would; what only the host itself can reach, it has checked itself.
    private Outcome verified(Facts facts, List<Endpoint> endpoints, Outcome outcome) {
      List<Problem> problems = new ArrayList<>();
      for (Endpoint endpoint : draft.endpoints(endpoints)) {
        if (endpoint.scope() != Endpoint.Scope.LOOPBACK) {
          draft
              .timed("verify", () -> Outside.verify(endpoint.address(), endpoint.port()))
              .ifPresent(failure -> problems.add(Firewall.behind(failure, facts, endpoint.port())));
        }
      }
      return problems.isEmpty() ? outcome : new Outcome.Failed(problems);
    }
  }
}
