package io.portside.inventory;

/**
 * Where something was set. Its text is made only when it is told, since of most it never is.
 *
 * @param source the file or the option
 * @param line from 1; 0: not known
 * @param column from 1; 0: not known
 */
public record Origin(String source, int line, int column) {
  /** Of the source as a whole. */
  public Origin(String source) {
    this(source, 0, 0);
  }

  /** {@code source:line:column}, or the source alone. */
  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line + ":" + column;
  }
}
