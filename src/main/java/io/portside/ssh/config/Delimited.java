package io.portside.ssh.config;

import java.util.Optional;

/**
 * A line taken apart as OpenSSH does with keywords and with the criteria of {@code Match}: blanks
 * or one {@code =} part its words, double quotes hold one together, and nothing is escaped.
 */
final class Delimited {
  static final String BLANKS = " \t\r\n";

  private static final String ENDS = BLANKS + "\"=";

  private final String text;
  private int at;
  private boolean ended;

  Delimited(String text) {
    this.text = text;
  }

  /** The next word, which may be empty; none at the end, or where quotes stay open. */
  Optional<String> next() {
    if (ended) {
      return Optional.empty();
    }
    int start = at;
    int end = start;
    while (end < text.length() && ENDS.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    if (end == text.length()) {
      ended = true;
      return Optional.of(text.substring(start));
    }
    if (text.charAt(end) == '"') {
      int close = text.indexOf('"', end + 1);
      if (close < 0) {
        ended = true;
        return Optional.empty();
      }
      at = blanksFrom(close + 1);
      return Optional.of(text.substring(start, end) + text.substring(end + 1, close));
    }
    at = blanksFrom(end + 1);
    if (text.charAt(end) != '=' && at < text.length() && text.charAt(at) == '=') {
      at = blanksFrom(at + 1);
    }
    return Optional.of(text.substring(start, end));
  }

  /** All that no word was made of yet. */
  String rest() {
    return ended ? "" : text.substring(at);
  }

  private int blanksFrom(int start) {
    int end = start;
    while (end < text.length() && BLANKS.indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    return end;
  }
}
