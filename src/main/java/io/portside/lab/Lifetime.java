package io.portside.lab;

/** When the hosts of a lab go. */
public enum Lifetime {
  /** With {@link Lab#close}, or the end of this process. */
  THROW_AWAY,
  /** When somebody removes them by hand: {@link Lab#removal} tells how. */
  KEPT
}
