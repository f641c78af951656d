package io.portside.lab;

import java.util.ArrayDeque;
import java.util.Deque;

/** The end of a long output, for when it turns out to matter. */
final class LastLines {
  private static final int KEPT = 10;

  private final Deque<String> lines = new ArrayDeque<>();

  /** Takes one line or more; blank ones are left out. */
  synchronized void add(String text) {
    text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(this::keep);
  }

  private void keep(String line) {
    lines.addLast(line);
    if (lines.size() > KEPT) {
      lines.removeFirst();
    }
  }

  @Override
  public synchronized String toString() {
    return String.join("\n", lines);
  }
}
