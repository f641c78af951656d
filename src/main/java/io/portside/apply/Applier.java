package io.portside.apply;

import io.portside.facts.Facts;
import io.portside.facts.FactsParser;
import io.portside.facts.Journal;
import io.portside.outcome.Outcome;
import io.portside.plan.Plan;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.ssh.Deadline;
import io.portside.ssh.Output;
import io.portside.ssh.RemoteScript;
import io.portside.ssh.Session;
import io.portside.ssh.SshException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Carries a plan out on a host, and learns how it ended even where the link was lost. */
public final class Applier {
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(3);

  /** A host that lost its link, or its power, may need as long to be back. */
  private static final Duration LEAST_LEARNING = Duration.ofMinutes(2);

  private static final Duration MOST_PROBING = Duration.ofMinutes(1);

  /** Whoever begins to end a transaction shall not be cut off at once. */
  private static final Duration LEAST_ENDING = Duration.ofSeconds(10);

  private final String by;
  private final Duration limit;
  private final Duration pause;

  /** Opens another session with the same host. */
  @FunctionalInterface
  public interface Reconnect {
    /** A new session. */
    Session open() throws SshException;
  }

  /**
   * An applier.
   *
   * @param by who runs it, for the host's journal: {@code user@machine}
   * @param limit how long a transaction may take
   */
  public Applier(String by, Duration limit) {
    this(by, limit, BETWEEN_ATTEMPTS);
  }

  /** With another pause between the attempts to learn an end. */
  Applier(String by, Duration limit, Duration pause) {
    this.by = by;
    this.limit = limit;
    this.pause = pause;
  }

  /**
   * Runs the transaction.
   *
   * @param id names it in the host's journal; unique for the host
   */
  public Applied apply(Session session, Plan.Apply plan, String id, Reconnect reconnect) {
    // Docker may have to be started twice: with the new files, and again with the old ones.
    String data = TransactionData.of(plan, id, by, limit.dividedBy(3));
    return run(session, Scripts.transaction(data), id, reconnect);
  }

  /**
   * Ends a transaction on the host that was cut off: forward where it had been proven, else back.
   *
   * @param id as the host's journal names it
   */
  public Applied recover(Session session, String id, Reconnect reconnect) {
    return run(session, recovery(), id, reconnect);
  }

  private Applied run(Session session, RemoteScript script, String id, Reconnect reconnect) {
    try {
      Output output = session.run(script, limit);
      return TransactionResult.parse(output.stdout())
          .orElseGet(() -> learn(id, reconnect, unreadable(output)));
    } catch (SshException e) {
      return e.started()
          ? learn(id, reconnect, e.problem())
          : Applied.of(new Outcome.Failed(List.of(e.problem())));
    }
  }

  private RemoteScript recovery() {
    return Scripts.transaction(TransactionData.recover(by));
  }

  private static Problem unreadable(Output output) {
    return Problem.of(
        ProblemCode.CONNECTION_LOST,
        "the transaction's end was not told (exit status "
            + output.exitStatus()
            + (output.stderr().isBlank() ? "" : ", " + output.stderr().strip())
            + ")",
        "run portside check on the host");
  }

  // The host carries the transaction out alone and its journal knows. It may still be at it, or at
  // putting the old state back.
  private Applied learn(String id, Reconnect reconnect, Problem lost) {
    Deadline deadline = Deadline.in(longer(limit, LEAST_LEARNING));
    Optional<Applied> learned = Optional.empty();
    while (learned.isEmpty() && !deadline.passed() && pause()) {
      learned = journalled(id, reconnect, lost, deadline);
    }
    return learned.orElseGet(() -> Applied.of(new Outcome.Indeterminate(lost)));
  }

  // Empty: not known yet.
  private Optional<Applied> journalled(
      String id, Reconnect reconnect, Problem lost, Deadline deadline) {
    try (Session session = reconnect.open()) {
      Duration probing = shorter(MOST_PROBING, shorter(limit, deadline.left()));
      Output output = session.run(Scripts.probe(Scripts.Backup.NONE), probing);
      Optional<Facts> facts = FactsParser.parse(output.stdout());
      if (facts.isEmpty() || facts.get().lock().isPresent()) {
        return Optional.empty();
      }
      Optional<Journal> journal = facts.get().journal().filter(j -> j.id().equals(id));
      Duration ending = longer(LEAST_ENDING, shorter(limit, deadline.left()));
      if (journal.isEmpty()) {
        return fenced(session, id, lost, ending);
      }
      return facts.get().unfinished().isPresent()
          ? recovered(session, ending)
          : Optional.of(TransactionResult.of(journal.get(), facts.get().log(), lost));
    } catch (SshException e) {
      return Optional.empty();
    }
  }

  // A recovery that did nothing tells of itself: another may have been before it, such as the
  // guard.
  private Optional<Applied> recovered(Session session, Duration ending) throws SshException {
    return TransactionResult.parse(session.run(recovery(), ending).stdout())
        .filter(applied -> !(applied.outcome() instanceof Outcome.Failed));
  }

  // It did not come as far as its journal. Should it come late, it finds its name taken; but where
  // the lock is held it may have come already.
  private Optional<Applied> fenced(Session session, String id, Problem lost, Duration ending)
      throws SshException {
    Output output = session.run(Scripts.transaction(TransactionData.fence(id, by)), ending);
    return TransactionResult.parse(output.stdout())
        .filter(fence -> fence.outcome().problems().stream().noneMatch(Applier::isLocked))
        .map(_ -> Applied.of(new Outcome.Failed(List.of(lost))));
  }

  private static boolean isLocked(Problem problem) {
    return problem.code() == ProblemCode.LOCKED;
  }

  private boolean pause() {
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
