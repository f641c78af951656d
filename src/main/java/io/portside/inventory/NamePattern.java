package io.portside.inventory;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern for names of hosts and groups: plain, a glob as Python's {@code fnmatch} has it, or
 * {@code ~} and a regular expression of Python's {@code re}. Matching takes bounded time, whatever
 * the expression.
 */
final class NamePattern {
  /** Nested counts multiply, and repeating what is empty takes time without a step. */
  private static final long MAX_REPETITIONS = 100_000;

  private static final Pattern COUNT = Pattern.compile("\\{,?(\\d+)(?:,(\\d+))?");

  /** Matching was given up. */
  static final class TooManyStepsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyStepsException() {
      super("too many steps", null, false, false);
    }
  }

  private final Pattern regex;
  private long steps;

  private NamePattern(Pattern regex) {
    this.regex = regex;
  }

  /**
   * Takes a pattern without subscript.
   *
   * @throws PatternSyntaxException the regular expression is none, or too large
   */
  static NamePattern compile(String expression) {
    if (expression.length() > Limits.NAME_LENGTH) {
      throw new PatternSyntaxException("longer than " + Limits.NAME_LENGTH + " characters", "", -1);
    }
    return new NamePattern(
        expression.startsWith("~")
            ? Pattern.compile(regex(expression.substring(1)), Pattern.UNICODE_CHARACTER_CLASS)
            : Pattern.compile(glob(expression) + "\\z", Pattern.DOTALL));
  }

  /** Other patterns mean hosts only where no group has the name. */
  static boolean mayMatchHosts(String expression) {
    return expression.startsWith("~") || expression.matches("(?s).*[.?*\\[].*");
  }

  /**
   * From the name's start; a glob also to its end.
   *
   * @throws TooManyStepsException it takes too long
   */
  boolean matches(String name) {
    return regex.matcher(new Counted(name)).lookingAt();
  }

  /** Counts how often the matcher looks at a character. */
  private final class Counted implements CharSequence {
    private final String text;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (++steps > Limits.PATTERN_STEPS) {
        throw new TooManyStepsException();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Python's syntax where Java's differs: named groups, and brackets inside a class are plain. */
  private static String regex(String python) {
    long repetitions = 1;
    var counts = COUNT.matcher(python);
    while (counts.find() && repetitions <= MAX_REPETITIONS) {
      String most = counts.group(2) == null ? counts.group(1) : counts.group(2);
      repetitions *= most.length() > 6 ? MAX_REPETITIONS + 1 : Math.max(1, Long.parseLong(most));
    }
    if (repetitions > MAX_REPETITIONS) {
      throw new PatternSyntaxException("repeats too often", python, -1);
    }
    var regex = new StringBuilder();
    for (int i = 0; i < python.length(); i++) {
      char c = python.charAt(i);
      int close = c == '[' ? closing(python, i, '^') : -1;
      if (c == '\\' && i + 1 < python.length()) {
        regex.append(python.startsWith("Z", i + 1) ? "\\z" : python.substring(i, i + 2));
        i++;
      } else if (close > 0) {
        String set = python.substring(i + 1, close).replaceAll("\\[|&(?=&)", "\\\\$0");
        regex.append('[').append(set).append(']');
        i = close;
      } else if (python.startsWith("(?P<", i)) {
        regex.append("(?<");
        i += 3;
      } else if (python.startsWith("(?P=", i) && python.indexOf(')', i) > 0) {
        int end = python.indexOf(')', i);
        regex.append("\\k<").append(python, i + 4, end).append('>');
        i = end;
      } else {
        regex.append(c);
      }
    }
    return regex.toString();
  }

  /** Python's {@code fnmatch}. */
  private static String glob(String glob) {
    var regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i = glob.offsetByCodePoints(i, 1)) {
      int c = glob.codePointAt(i);
      int close = c == '[' ? closing(glob, i, '!') : -1;
      if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else if (close > 0) {
        regex.append(set(glob.substring(i + 1, close)));
        i = close;
      } else {
        regex.append(Pattern.quote(Character.toString(c)));
      }
    }
    return regex.toString();
  }

  /** A class of a glob; a range that runs backwards has no characters in it. */
  private static String set(String glob) {
    boolean negated = glob.startsWith("!");
    int[] chars = glob.substring(negated ? 1 : 0).codePoints().toArray();
    var set = new StringBuilder();
    for (int i = 0; i < chars.length; i++) {
      boolean range = i + 2 < chars.length && chars[i + 1] == '-';
      int last = range ? chars[i + 2] : chars[i];
      if (chars[i] <= last) {
        set.append("\\x{%x}-\\x{%x}".formatted(chars[i], last));
      }
      i += range ? 2 : 0;
    }
    if (set.isEmpty()) {
      return negated ? "." : "(?!)";
    }
    return (negated ? "[^" : "[") + set + "]";
  }

  /** Where a class ends; a bracket that comes first in it is one of its characters. */
  private static int closing(String text, int open, char negation) {
    int at = open + 1;
    at += text.startsWith(String.valueOf(negation), at) ? 1 : 0;
    at += text.startsWith("]", at) ? 1 : 0;
    while (at < text.length() && text.charAt(at) != ']') {
      at += negation == '^' && text.charAt(at) == '\\' ? 2 : 1;
    }
    return at < text.length() ? at : -1;
  }
}
