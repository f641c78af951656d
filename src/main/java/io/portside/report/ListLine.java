package io.portside.report;

/** A line of a list over many hosts. */
public sealed interface ListLine permits Row, ListLine.Mark {

  /**
   * Stands for a host that has to be noticed, not for anything on it.
   *
   * @param host the inventory name
   * @param text such as a problem's code
   */
  record Mark(String host, String text) implements ListLine {}
}
