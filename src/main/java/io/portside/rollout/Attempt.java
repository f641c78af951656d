package io.portside.rollout;

import io.portside.apply.Applier;
import io.portside.facts.Journal;
import io.portside.inventory.Connection;
import io.portside.outcome.HostReport;
import io.portside.outcome.Outcome;
import io.portside.plan.Planner;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Untrusted;
import io.portside.ssh.Connector;
import io.portside.ssh.Output;
import io.portside.ssh.Session;
import io.portside.ssh.SshException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;

/** The way of a host, for all hosts of a run; {@link Trip} is what happens in its sessions. */
public final class Attempt {
  /** What is wrong between here and the host, also where a login went before it. */
  private static final Set<ProblemCode> LINK =
      EnumSet.of(
          ProblemCode.CONNECTION_LOST,
          ProblemCode.DISCONNECTED,
          ProblemCode.SSH_PROTOCOL,
          ProblemCode.CHANNEL_REFUSED);

  private final Connector connector;
  private final Trip.Kit kit;
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
    this.kit = new Trip.Kit(planner, applier, examination, id, limit);
    this.lockTimeout = lockTimeout;
  }

  /** Reads a host and plans; what is found to be done is done in a session of its own. */
  public Looked look(Connection connection, Goal goal, Progress progress) {
    ReportDraft draft = new ReportDraft(connection, connector.address(connection), progress);
    Trip trip = new Trip(kit, goal, draft, new Turn(lockTimeout, progress::waits));
    return inSession(
        connection,
        draft,
        session ->
            switch (trip.look(session)) {
              case Trip.Found.End(var outcome) -> new Looked.Ended(draft.ended(outcome));
              case Trip.Found.Todo todo ->
                  new Looked.Pending(trip.planned(todo), change(connection, draft, trip, todo));
            },
        Looked.Ended::new);
  }

  private Looked.Change change(
      Connection connection, ReportDraft draft, Trip trip, Trip.Found.Todo todo) {
    return new Looked.Change() {
      @Override
      public HostReport make() {
        Applier.Reconnect again = () -> connector.open(connection);
        return inSession(
            connection,
            draft,
            session -> draft.ended(trip.make(session, todo, again)),
            Function.identity());
      }

      @Override
      public boolean answersOutside() {
        return !draft.outside().isEmpty();
      }

      @Override
      public HostReport lookAgain(HostReport made) {
        return draft.ended(trip.lookAgain().orElse(made.outcome()));
      }
    };
  }

  private interface Work<T> {
    T in(Session session) throws SshException;
  }

  private <T> T inSession(
      Connection connection, ReportDraft draft, Work<T> work, Function<HostReport, T> failed) {
    boolean reached = false;
    try (Session session = draft.timed("connect", () -> connector.open(connection))) {
      reached = true;
      return work.in(session);
    } catch (SshException e) {
      Problem problem = e.problem();
      return failed.apply(
          draft.ended(
              reached && !LINK.contains(problem.code())
                  ? Outcome.failed(problem)
                  : new Outcome.Unreachable(problem)));
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
}
