package io.portside.facts;

/** Numbers that a host said. */
final class Numbers {
  private Numbers() {}

  static int intOr(String text, int whereNone) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      return whereNone;
    }
  }
}
