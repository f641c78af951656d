package io.portside.inventory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The way down through directories, which links may lead back up or multiply. */
final class Descent {
  private final Deque<Path> open = new ArrayDeque<>();
  private int entered;

  /**
   * Goes into a directory, if it may.
   *
   * @return why not; empty: {@link #leave} has to follow
   */
  Optional<String> enter(Path directory) {
    Path real;
    try {
      real = directory.toRealPath();
    } catch (IOException e) {
      return Optional.of("cannot be read: " + e.getMessage());
    }
    if (open.contains(real)) {
      return Optional.of("a link that leads back to a directory it is in");
    }
    if (open.size() >= Limits.DIRECTORY_DEPTH) {
      return Optional.of("directories nested too deep");
    }
    if (++entered > Limits.FILES) {
      return Optional.of("more than " + Limits.FILES + " directories, links followed");
    }
    open.push(real);
    return Optional.empty();
  }

  void leave() {
    open.pop();
  }
}
