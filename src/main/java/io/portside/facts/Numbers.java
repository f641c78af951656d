package io.portside.facts;

import java.util.Optional;

/** Numbers that a host said. */
final class Numbers {
  private Numbers() {}

  /** A count or a time: up to nine digits. */
  static Optional<Long> optional(String text) {
    return text.matches("\\d{1,9}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  /** A clock's microseconds, which is up to fifteen digits in thirty years. */
  static long microseconds(String text) {
    return text.matches("\\d{1,15}") ? Long.parseLong(text) : 0;
  }

  static int intOr(String text, int whereNone) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      return whereNone;
    }
  }
}
