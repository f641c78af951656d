package io.portside.ssh.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The arguments of a keyword: parted by blanks, held together by single or double quotes, a
 * backslash before quotes, backslash or (outside quotes) space; {@code #} at the start of a word
 * begins a comment.
 */
final class Words {
  private final String text;
  private int at;

  private Words(String text) {
    this.text = text;
  }

  /** None where quotes stay open. */
  static Optional<List<String>> of(String text) {
    Words words = new Words(text);
    List<String> found = new ArrayList<>();
    while (words.begins()) {
      Optional<String> word = words.word();
      if (word.isEmpty()) {
        return Optional.empty();
      }
      found.add(word.get());
    }
    return Optional.of(List.copyOf(found));
  }

  private boolean begins() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    return at < text.length() && text.charAt(at) != '#';
  }

  private Optional<String> word() {
    StringBuilder word = new StringBuilder();
    char quote = 0;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\' && escapes(quote)) {
        at++;
        word.append(text.charAt(at));
      } else if (quote == 0 && isBlank(c)) {
        break;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (quote != 0 && c == quote) {
        quote = 0;
      } else {
        word.append(c);
      }
    }
    return quote == 0 ? Optional.of(word.toString()) : Optional.empty();
  }

  private boolean escapes(char quote) {
    char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
    return next == '"' || next == '\'' || next == '\\' || (quote == 0 && next == ' ');
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
