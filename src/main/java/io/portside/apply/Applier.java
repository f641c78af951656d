package io.portside.apply;

import io.portside.facts.Facts;
import io.portside.facts.FactsParser;
import io.portside.facts.Journal;
import io.portside.outcome.Outcome;
import io.portside.plan.Plan;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.ssh.Output;
import io.portside.ssh.Session;
import io.portside.ssh.SshException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Carries a plan out on a host, and learns how it ended even where the link was lost. */
public final class Applier {
  private static final int ATTEMPTS = 20;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(3);

  private final String by;
  private final Duration limit;

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
    this.by = by;
    this.limit = limit;
  }

  /**
   * Runs the transaction.
   *
   * @param id names it in the host's journal; unique for the host
   */
  public Applied apply(Session session, Plan.Apply plan, String id, Reconnect reconnect) {
    try {
      Output output = session.run(Scripts.transaction(TransactionData.of(plan, id, by)), limit);
      return TransactionResult.parse(output.stdout())
          .orElseGet(
              () ->
                  learn(
                      id,
                      reconnect,
                      Problem.of(
                          ProblemCode.CONNECTION_LOST,
                          "the transaction's end was not told (exit status "
                              + output.exitStatus()
                              + (output.stderr().isBlank() ? "" : ", " + output.stderr().strip())
                              + ")",
                          "run portside check on the host")));
    } catch (SshException e) {
      return e.started()
          ? learn(id, reconnect, e.problem())
          : Applied.of(new Outcome.Failed(List.of(e.problem())));
    }
  }

  // The host carries the transaction out alone and its journal knows. It may still be at it.
  private Applied learn(String id, Reconnect reconnect, Problem lost) {
    Applied last = Applied.of(new Outcome.Indeterminate(lost));
    for (int attempt = 0;
        attempt < ATTEMPTS && last.outcome() instanceof Outcome.Indeterminate;
        attempt++) {
      if (!pause()) {
        return last;
      }
      last = Applied.of(journalled(id, reconnect, lost));
    }
    return last;
  }

  private Outcome journalled(String id, Reconnect reconnect, Problem lost) {
    try (Session session = reconnect.open()) {
      Output output = session.run(Scripts.probe(Scripts.Backup.NONE), limit);
      Optional<Facts> facts = FactsParser.parse(output.stdout());
      Optional<Journal> journal = facts.flatMap(Facts::journal).filter(j -> j.id().equals(id));
      Problem cause =
          TransactionResult.cause(
              journal.flatMap(Journal::cause).orElse("start-failed the journal names no cause"),
              facts.map(Facts::log).orElse(""));
      return switch (journal.flatMap(Journal::end).orElse("")) {
        case "committed" -> new Outcome.Changed(List.of(lost));
        case "rolled-back" -> new Outcome.RolledBack(cause);
        case "rollback-failed" -> new Outcome.RollbackFailed(cause, lost);
        case "untouched" -> new Outcome.Failed(List.of(cause));
        default -> new Outcome.Indeterminate(lost);
      };
    } catch (SshException e) {
      return new Outcome.Indeterminate(lost);
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(BETWEEN_ATTEMPTS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
