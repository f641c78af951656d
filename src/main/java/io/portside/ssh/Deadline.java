package io.portside.ssh;

import java.time.Duration;

/** A point in time on the monotonic clock. */
record Deadline(long nanos) {

  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** Never negative. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
  }

  boolean passed() {
    return nanos - System.nanoTime() <= 0;
  }
}
