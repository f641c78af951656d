package io.portside.report;

/**
 * How text for people looks.
 *
 * @param colour ANSI colours; whether the output is a terminal is for the command line to know
 * @param quiet only hosts with problems
 * @param verbose the steps of each host too
 * @param diff the changes of each host too
 */
public record TextOptions(boolean colour, boolean quiet, boolean verbose, boolean diff) {
  /** The same with diffs or without. */
  public TextOptions withDiff(boolean shown) {
    return new TextOptions(colour, quiet, verbose, shown);
  }
}
