package io.portside.inventory;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line as Python's {@code shlex.split} does in POSIX mode, which is how Ansible reads host
 * lines: quotes group, a backslash takes the next character, {@code #} begins a comment, even
 * inside a word.
 */
final class ShellWords {
  /**
   * A word without its quotes.
   *
   * @param column where it began, from 1
   */
  record Word(String text, int column) {}

  /** The line cannot be split. */
  static final class SplitException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int column;

    SplitException(String message) {
      this(message, 1);
    }

    SplitException(String message, int column) {
      super(message);
      this.column = column;
    }

    /** Where in the line, from 1. */
    int column() {
      return column;
    }
  }

  private final String line;
  private final boolean comments;
  private final List<Word> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private int start = -1;
  private int next;

  private ShellWords(String line, boolean comments) {
    this.line = line;
    this.comments = comments;
  }

  static List<Word> split(String line, boolean comments) throws SplitException {
    return new ShellWords(line, comments).split();
  }

  private List<Word> split() throws SplitException {
    while (next < line.length()) {
      char c = line.charAt(next);
      if (comments && c == '#') {
        break;
      } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        endWord();
        next++;
      } else if (c == '\'' || c == '"') {
        beginWord();
        quoted(c);
      } else {
        beginWord();
        plain(c);
      }
    }
    endWord();
    return words;
  }

  private void plain(char c) throws SplitException {
    if (c != '\\') {
      word.append(c);
      next++;
      return;
    }
    if (next + 1 == line.length()) {
      throw new SplitException("a backslash at the end of the line", next + 1);
    }
    word.append(line.charAt(next + 1));
    next += 2;
  }

  private void quoted(char quote) throws SplitException {
    int opened = next;
    for (next++; next < line.length(); next++) {
      char c = line.charAt(next);
      if (c == quote) {
        next++;
        return;
      }
      boolean escapes = quote == '"' && c == '\\' && next + 1 < line.length();
      if (escapes && (line.charAt(next + 1) == '"' || line.charAt(next + 1) == '\\')) {
        next++;
        c = line.charAt(next);
      }
      word.append(c);
    }
    throw new SplitException(
        "the quote opened at column " + (opened + 1) + " is not closed", opened + 1);
  }

  private void beginWord() {
    start = start < 0 ? next : start;
  }

  private void endWord() {
    if (start >= 0) {
      words.add(new Word(word.toString(), start + 1));
      word.setLength(0);
      start = -1;
    }
  }
}
