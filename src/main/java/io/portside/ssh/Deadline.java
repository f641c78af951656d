package io.portside.ssh;

import java.time.Duration;

/** A point in time on the monotonic clock. */
public record Deadline(long nanos) {

  /** So long from now. */
  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** Never negative. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
  }

  /** True from then on. */
  public boolean passed() {
    return nanos - System.nanoTime() <= 0;
  }
}
