package io.portside.problem;

import java.util.regex.Pattern;

/**
 * Text that a host, a process or another peer chose, made fit to be shown: a terminal obeys escape
 * sequences, a log is read by lines, and bidirectional marks make text look like something else.
 */
public final class Untrusted {
  private static final String CUT = "…";

  /** ECMA-48: control sequences, operating system commands up to their end, other escapes. */
  private static final Pattern ESCAPES =
      Pattern.compile(
          "\u001b\\[[0-?]*[ -/]*[@-~]|\u001b\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?|\u001b["
              + " -~]?");

  private Untrusted() {}

  /**
   * One line: escape sequences and invisible characters gone, runs of white space one space.
   *
   * @param max length in chars; what is longer is cut and ends in an ellipsis
   */
  public static String line(String text, int max) {
    return cut(visible(text, false).replaceAll("\\s+", " ").strip(), max);
  }

  /** As {@link #line}, but line ends and tabs stay. */
  public static String text(String text, int max) {
    return cut(visible(text.replace("\r\n", "\n"), true), max);
  }

  private static String visible(String text, boolean keepLines) {
    StringBuilder visible = new StringBuilder(text.length());
    ESCAPES
        .matcher(text)
        .replaceAll("")
        .codePoints()
        .forEach(
            c -> {
              if (keepLines && (c == '\n' || c == '\t')) {
                visible.append((char) c);
              } else if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                visible.append(' ');
              } else if (!invisible(c)) {
                visible.appendCodePoint(c);
              }
            });
    return visible.toString();
  }

  private static boolean invisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  private static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = Math.max(0, max - CUT.length());
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + CUT;
  }
}
