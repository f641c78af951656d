package io.portside.report;

/**
 * What fits on a terminal.
 *
 * @param rows at least 1
 * @param columns at least 1
 */
public record TerminalSize(int rows, int columns) {
  /** Where it cannot be told: the VT100's. */
  public static final TerminalSize USUAL = new TerminalSize(24, 80);

  public TerminalSize {
    rows = Math.max(1, rows);
    columns = Math.max(1, columns);
  }
}
