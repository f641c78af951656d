package io.portside.inventory;

import java.util.function.Consumer;

/** Where lines end and what is blank to Python's {@code str}; Java's own methods differ. */
final class PythonText {
  private static final String BREAKS = "\n\r\u000B\f\u001C\u001D\u001E\u0085\u2028\u2029";
  private static final String OTHER_BLANKS = "\t \u001F\u00A0\u1680\u202F\u205F\u3000";

  private PythonText() {}

  /**
   * {@code str.splitlines()}: without the breaks, and without an empty line after the last. One by
   * one, since a list of millions of lines would not fit into the memory.
   */
  static void forEachLine(String text, Consumer<String> action) {
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      if (isBreak(text.charAt(i))) {
        action.accept(text.substring(from, i));
        i += text.startsWith("\r\n", i) ? 1 : 0;
        from = i + 1;
      }
    }
    if (from < text.length()) {
      action.accept(text.substring(from));
    }
  }

  /** How many lines {@link #forEachLine} would see, or one more. */
  static int lineCount(String text) {
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      if (isBreak(text.charAt(i)) && !text.startsWith("\r\n", i)) {
        count++;
      }
    }
    return count;
  }

  private static boolean isBreak(char c) {
    return c <= '\r'
        ? c >= '\n'
        : c >= '\u001C' && (c <= '\u001E' || (c >= '\u0085' && BREAKS.indexOf(c) >= 0));
  }

  /** {@code str.strip()}. */
  static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (from < to && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isBlank(char c) {
    if (c > ' ' && c < '\u0085') {
      return false;
    }
    return BREAKS.indexOf(c) >= 0
        || OTHER_BLANKS.indexOf(c) >= 0
        || (c >= '\u2000' && c <= '\u200A');
  }
}
