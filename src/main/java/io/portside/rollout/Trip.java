package io.portside.rollout;

import io.portside.apply.Applied;
import io.portside.apply.Applier;
import io.portside.apply.Scripts;
import io.portside.desired.Endpoint;
import io.portside.diagnose.Firewall;
import io.portside.facts.Engine;
import io.portside.facts.Facts;
import io.portside.facts.FactsParser;
import io.portside.facts.Journal;
import io.portside.outcome.HostReport.FileDiff;
import io.portside.outcome.Outcome;
import io.portside.plan.Keep;
import io.portside.plan.Plan;
import io.portside.plan.Planner;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Untrusted;
import io.portside.ssh.Output;
import io.portside.ssh.Session;
import io.portside.ssh.SshException;
import io.portside.verify.Outside;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The way of one host: probe, facts, plan; then transaction and verification. */
final class Trip {
  private final Kit kit;
  private final Goal goal;
  private final ReportDraft draft;
  private final Turn turn;
  private final List<Problem> notes = new ArrayList<>();
  private boolean recovered;
  private int rereads;

  /** What all hosts of a run share; as for {@link Attempt}. */
  record Kit(
      Planner planner, Applier applier, Examination examination, String id, Duration limit) {}

  /** What a look came to. */
  sealed interface Found {
    /** Nothing is left to do. */
    record End(Outcome outcome) implements Found {}

    /** A transaction, or the end of one that was cut off. */
    record Todo(Facts facts, Plan plan) implements Found {}
  }

  Trip(Kit kit, Goal goal, ReportDraft draft, Turn turn) {
    this.kit = kit;
    this.goal = goal;
    this.draft = draft;
    this.turn = turn;
  }

  Found look(Session session) throws SshException {
    Output output =
        draft.timed("probe", () -> session.run(Scripts.probe(goal.backup()), kit.limit()));
    Optional<Facts> parsed = FactsParser.parse(output.stdout());
    if (parsed.isEmpty()) {
      return new Found.End(Outcome.failed(Attempt.unreadable(output)));
    }
    Facts facts = draft.engine(parsed.get());
    if (facts.lock().isPresent()) {
      String who =
          Untrusted.line("another run is at work on this host: " + facts.lock().get(), 300);
      return waitFor(who) ? look(session) : new Found.End(Turn.locked(who));
    }
    Plan plan = goal.plan(kit.planner(), facts);
    draft.planned(plan);
    return switch (kit.examination().of(facts, plan)) {
      case Verdict.End(var outcome) -> new Found.End(outcome);
      case Verdict.GoOn() -> found(facts, plan);
      case Verdict.OnlyTell() ->
          found(facts, plan) instanceof Found.End end
              ? end
              : new Found.End(new Outcome.Planned(notes(plan)));
    };
  }

  private Found found(Facts facts, Plan plan) {
    return switch (plan) {
      case Plan.Refuse(var problems, _) -> new Found.End(new Outcome.Refused(problems));
      case Plan.NoOp(var endpoints) ->
          new Found.End(
              verified(
                  facts,
                  endpoints,
                  recovered ? new Outcome.Changed(List.copyOf(notes)) : new Outcome.Unchanged()));
      case Plan.Recover _, Plan.Apply _ -> new Found.Todo(facts, plan);
    };
  }

  /** For people, before it is done. */
  PlannedHost planned(Found.Todo todo) {
    boolean swarm = todo.facts().engine().filter(Engine::inSwarm).isPresent();
    return todo.plan() instanceof Plan.Apply apply
        ? new PlannedHost(
            draft.ended(new Outcome.Planned(notes(apply))),
            apply.restart(),
            apply.running().size(),
            apply.keep() == Keep.YES,
            swarm)
        : new PlannedHost(
            draft.ended(new Outcome.Planned(notes(todo.plan()))),
            true,
            0, // what it does to them, the cut-off transaction's plan knows
            true,
            swarm);
  }

  /** Carries out what a look came to, some time ago. */
  Outcome make(Session session, Found.Todo todo, Applier.Reconnect reconnect) throws SshException {
    turn.begin();
    return change(session, todo, reconnect);
  }

  private Outcome change(Session session, Found.Todo todo, Applier.Reconnect reconnect)
      throws SshException {
    return switch (todo.plan()) {
      case Plan.Recover(var unfinished) -> {
        notes.add(Attempt.cutOff(unfinished));
        yield recovered(session, unfinished, reconnect);
      }
      case Plan.Apply apply -> applied(session, todo.facts(), apply, reconnect);
      case Plan.NoOp _, Plan.Refuse _ -> throw new IllegalStateException("nothing is to be done");
    };
  }

  // Only once: what is still cut off then cannot be ended.
  private Outcome recovered(Session session, Journal unfinished, Applier.Reconnect reconnect)
      throws SshException {
    Applied applied =
        draft.carriedOut(() -> kit.applier().recover(session, unfinished.id(), reconnect));
    if (applied.outcome() instanceof Outcome.Indeterminate(var cause)) {
      return new Outcome.Indeterminate(draft.tellingHow(cause));
    }
    if (recovered || applied.outcome() instanceof Outcome.RollbackFailed) {
      return applied.outcome();
    }
    recovered = true;
    if (applied.outcome() instanceof Outcome.RolledBack && goal.isOneStepBack()) {
      return Outcome.failed(
          Problem.of(
              ProblemCode.CUT_OFF,
              "the transaction that was cut off has been undone: the host is as it was before that one",
              "if that is not where you want it, run portside revert again"));
    }
    // In a session of its own: the link may have been lost over it.
    try (Session next = reconnect.open()) {
      return switch (look(next)) {
        case Found.End(var outcome) -> outcome;
        case Found.Todo todo -> change(next, todo, reconnect);
      };
    } catch (SshException e) {
      if (applied.outcome() instanceof Outcome.Failed) {
        throw e; // nothing is known to have been ended
      }
      Problem then = e.problem();
      return Outcome.failed(
          new Problem(
              then.code(),
              then.where(),
              "what was cut off has been ended, but then: " + then.what(),
              then.hint()));
    }
  }

  private Outcome applied(
      Session session, Facts facts, Plan.Apply plan, Applier.Reconnect reconnect)
      throws SshException {
    Applied applied = draft.carriedOut(() -> kit.applier().apply(session, plan, id(), reconnect));
    Optional<String> taken = Turn.taken(applied.outcome());
    if (taken.isPresent()) {
      String who = Untrusted.line(taken.get(), 300);
      return waitFor(who) ? reread(reconnect) : Turn.locked(who);
    }
    return switch (applied.outcome()) {
      case Outcome.Changed(var more) -> {
        notes.addAll(plan.notes());
        yield verified(facts, plan.endpoints(), new Outcome.Changed(with(more)));
      }
      case Outcome.Indeterminate(var cause) -> new Outcome.Indeterminate(draft.tellingHow(cause));
      case Outcome.Failed(var reasons) when rereads == 0 && isStale(reasons) -> reread(reconnect);
      case Outcome other -> other;
    };
  }

  // Others have changed what was read. What was not shown before is not done.
  private Outcome reread(Applier.Reconnect reconnect) throws SshException {
    rereads++;
    List<FileDiff> shown = draft.changes();
    try (Session next = reconnect.open()) {
      return switch (look(next)) {
        case Found.End(var outcome) -> outcome;
        case Found.Todo todo ->
            draft.changes().equals(shown)
                ? change(next, todo, reconnect)
                : Outcome.failed(
                    Problem.of(
                        ProblemCode.CHANGED_MEANWHILE,
                        "the host is not as it was when the change was planned, and another one"
                            + " would be due now; nothing was touched",
                        "run this again to see and make that one"));
      };
    }
  }

  // The host's journal knows each transaction by a name of its own.
  private String id() {
    return rereads == 0 ? kit.id() : kit.id() + "-" + rereads;
  }

  private static boolean isStale(List<Problem> reasons) {
    return reasons.stream().anyMatch(p -> p.code() == ProblemCode.CHANGED_MEANWHILE);
  }

  private List<Problem> notes(Plan plan) {
    return switch (plan) {
      case Plan.Apply apply -> with(apply.notes());
      case Plan.Recover(var unfinished) -> with(List.of(Attempt.cutOff(unfinished)));
      case Plan.NoOp _, Plan.Refuse _ -> with(List.of());
    };
  }

  private boolean waitFor(String who) {
    return draft.timed("wait", () -> turn.waitFor(who));
  }

  private List<Problem> with(List<Problem> more) {
    return Stream.concat(notes.stream(), more.stream()).toList();
  }

  // From outside, as a client would; what only the host itself can reach, it has checked itself. A
  // change that the host has found right stays.
  private Outcome verified(Facts facts, List<Endpoint> endpoints, Outcome outcome) {
    List<Problem> problems = new ArrayList<>();
    draft.endpoints(endpoints);
    for (Endpoint endpoint : draft.outside()) {
      draft
          .timed("verify", () -> Outside.verify(endpoint.address(), endpoint.port()))
          .map(failure -> Firewall.behind(failure, facts, endpoint.port()))
          .map(failure -> outcome instanceof Outcome.Changed ? holds(failure) : failure)
          .ifPresent(problems::add);
    }
    if (problems.isEmpty()) {
      return outcome;
    }
    problems.addAll(outcome.problems());
    return new Outcome.Failed(problems);
  }

  private static Problem holds(Problem failure) {
    return new Problem(
        failure.code(),
        failure.where(),
        "the change holds, but from here: " + failure.what(),
        failure.hint());
  }

  /** How a changed host fails that answers no longer; empty: it does. */
  Optional<Outcome> lookAgain() {
    List<Problem> problems = new ArrayList<>();
    for (Endpoint endpoint : draft.outside()) {
      draft
          .timed("verify-again", () -> Outside.verify(endpoint.address(), endpoint.port()))
          .map(Trip::lost)
          .ifPresent(problems::add);
    }
    return problems.isEmpty() ? Optional.empty() : Optional.of(new Outcome.Failed(problems));
  }

  private static Problem lost(Problem failure) {
    return new Problem(
        ProblemCode.ENDPOINT_LOST,
        failure.where(),
        "it answered after the change but not a while later: " + failure.what(),
        "portside fix on the host tells why; the journal of docker.service has dockerd's words");
  }
}
