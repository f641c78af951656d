package io.portside.rollout;

/** Hears how far a host has come. */
public interface Progress {
  /** A step begins, such as {@code probe}. */
  void step(String name);

  /** It has to wait, for another run that is at work there. */
  void waits(String why);
}
