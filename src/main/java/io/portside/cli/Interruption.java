package io.portside.cli;

import io.portside.rollout.ExitCode;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Ctrl-C, SIGTERM and a terminal that goes away, while it is open. Once: what is under way is told
 * to come to an end, and the program ends when it has, with its reports written. Twice, or where
 * nothing is under way because somebody is being asked: the program ends at once. Hosts finish
 * their transactions alone.
 */
final class Interruption implements AutoCloseable {
  private final Consumer<ExitCode> stop;
  private final Consumer<ExitCode> leave;
  private final List<Signals.Before> before;
  private boolean idle;

  /**
   * Hears from now on.
   *
   * @param stop starts nothing more
   * @param leave ends the program; does not return
   */
  Interruption(Consumer<ExitCode> stop, Consumer<ExitCode> leave) {
    this.stop = stop;
    this.leave = leave;
    this.before =
        List.of(
            Signals.on("INT", () -> heard(ExitCode.INTERRUPTED)),
            Signals.on("TERM", () -> heard(ExitCode.TERMINATED)),
            Signals.on("HUP", () -> heard(ExitCode.HUNG_UP)));
  }

  /** Nothing is under way meanwhile. */
  <T> T idle(Supplier<T> question) {
    set(true);
    try {
      return question.get();
    } finally {
      set(false);
    }
  }

  private synchronized void set(boolean nothingUnderWay) {
    idle = nothingUnderWay;
  }

  private void heard(ExitCode code) {
    boolean last;
    synchronized (this) {
      last = idle;
      idle = true; // after the first, the next is the last
    }
    if (last) {
      leave.accept(code);
    } else {
      stop.accept(code);
    }
  }

  @Override
  public void close() {
    before.forEach(Signals.Before::restore);
  }
}
