package io.portside.cli;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Ctrl-C, SIGTERM and a terminal that goes away, while it is open. Once: what is under way is told
 * to come to an end, and the program ends when it has, with its reports written. Twice, or where
 * nothing is under way because somebody is being asked: the program ends at once. Hosts finish
 * their transactions alone.
 */
final class Interruption implements AutoCloseable {
  private final Runnable stop;
  private final Runnable leave;
  private final List<Signals.Before> before;
  private boolean idle;

  /**
   * Hears from now on.
   *
   * @param stop starts nothing more
   * @param leave ends the program; does not return
   */
  Interruption(Runnable stop, Runnable leave) {
    this.stop = stop;
    this.leave = leave;
    this.before =
        Stream.of("INT", "TERM", "HUP").map(name -> Signals.on(name, this::heard)).toList();
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

  private void heard() {
    boolean last;
    synchronized (this) {
      last = idle;
      idle = true; // after the first, the next is the last
    }
    if (last) {
      leave.run();
    } else {
      stop.run();
    }
  }

  @Override
  public void close() {
    before.forEach(Signals.Before::restore);
  }
}
