package io.portside.report;

import io.portside.rollout.RolloutListener;
import java.util.function.Supplier;

/** What a user sees of a run while it goes on. Not for use after it was closed. */
public interface RunView extends RolloutListener, AutoCloseable {
  /** Lines that stay, each with its end. */
  void print(String text);

  /** Has nothing on the screen that moves while somebody is asked or told something. */
  <T> T aside(Supplier<T> conversation);

  /** Leaves the screen as a program's output should be left. */
  @Override
  void close();
}
