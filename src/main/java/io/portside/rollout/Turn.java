package io.portside.rollout;

import io.portside.outcome.Outcome;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A host's wait for its turn, where another run is at work there. */
final class Turn {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final Duration limit;
  private final Consumer<String> waits;
  private String holder = "";
  private Optional<Long> end = Optional.empty();

  /**
   * Nothing is waited for yet.
   *
   * @param limit how long waiting may take, from the first time on
   * @param waits hears who is waited for
   */
  Turn(Duration limit, Consumer<String> waits) {
    this.limit = limit;
    this.waits = waits;
  }

  /** What comes now is another wait. */
  void begin() {
    end = Optional.empty();
  }

  /** Waits a little; false where there is no time left for it. */
  boolean waitFor(String who) {
    long now = System.nanoTime();
    if (end.isEmpty()) {
      end = Optional.of(now + limit.toNanos());
    }
    if (now - end.get() >= 0) {
      return false;
    }
    if (!who.equals(holder)) {
      holder = who;
      waits.accept(who);
    }
    try {
      Thread.sleep(BETWEEN_LOOKS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Where nobody waits any longer. */
  static Outcome locked(String who) {
    return new Outcome.Failed(
        List.of(
            Problem.of(
                ProblemCode.LOCKED,
                who,
                "wait for the other run, then run this again; --lock-timeout allows it more")));
  }

  /** Whom a transaction found at work; empty where it did not end like that. */
  static Optional<String> taken(Outcome outcome) {
    return outcome instanceof Outcome.Failed(var reasons)
        ? reasons.stream()
            .filter(p -> p.code() == ProblemCode.LOCKED)
            .map(Problem::what)
            .findFirst()
        : Optional.empty();
  }
}
