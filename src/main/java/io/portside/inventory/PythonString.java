package io.portside.inventory;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One Python string or bytes literal on one line, with any quotes and prefixes but {@code f}. */
final class PythonString {
  /** Octal, two, four and eight hexadecimal digits, a character's name, any one character. */
  private static final Pattern ESCAPE =
      Pattern.compile(
          "\\\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})"
              + "|N\\{([^}]+)}|(.))");

  private static final Pattern OPENING =
      Pattern.compile("([rRuU]|[bB][rR]?|[rR][bB])?(\"\"\"|\'\'\'|\"|\')");

  /**
   * A literal that was read.
   *
   * @param value of bytes: a character for each
   * @param end the index after it
   */
  record Read(String value, int end, boolean bytes) {}

  private PythonString() {}

  /** The literal that begins at an index; empty where none does. */
  static Optional<Read> read(String text, int from) {
    Matcher opening = OPENING.matcher(text).region(from, text.length());
    if (!opening.lookingAt()) {
      return Optional.empty();
    }
    String prefix = opening.group(1) == null ? "" : opening.group(1).toLowerCase(Locale.ROOT);
    String quote = opening.group(2);
    int begin = opening.end();
    int end = begin;
    while (end < text.length() && !text.startsWith(quote, end)) {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    if (end >= text.length()) {
      return Optional.empty();
    }
    String body = text.substring(begin, end);
    int after = end + quote.length();
    boolean bytes = prefix.contains("b");
    if (bytes && !body.chars().allMatch(c -> c < 0x80)) {
      return Optional.empty();
    }
    Optional<String> value = prefix.contains("r") ? Optional.of(body) : unescape(body, bytes);
    return value.map(v -> new Read(v, after, bytes));
  }

  /** Escapes resolved; empty where Python would refuse one, such as {@code \x1}. */
  static Optional<String> unescape(String body) {
    return unescape(body, false);
  }

  /** Bytes have no escapes for characters beyond them: those stay as they are. */
  private static Optional<String> unescape(String body, boolean bytes) {
    Matcher match = ESCAPE.matcher(body);
    var result = new StringBuilder();
    int copied = 0;
    while (match.find()) {
      result.append(body, copied, match.start());
      copied = match.end();
      String one = match.group(6);
      if (one != null && (bytes ? "x" : "xuUN").contains(one)) {
        return Optional.empty();
      }
      if (one != null) {
        result.append(single(one));
      } else if (bytes && match.group(1) == null && match.group(2) == null) {
        result.append(match.group());
      } else {
        int codePoint = codePoint(match);
        if (!Character.isValidCodePoint(codePoint)) {
          return Optional.empty();
        }
        result.appendCodePoint(bytes ? codePoint & 0xFF : codePoint);
      }
    }
    return Optional.of(result.append(body, copied, body.length()).toString());
  }

  private static int codePoint(Matcher match) {
    if (match.group(1) != null) {
      return Integer.parseInt(match.group(1), 8);
    }
    for (int group = 2; group <= 4; group++) {
      if (match.group(group) != null) {
        return Integer.parseUnsignedInt(match.group(group), 16);
      }
    }
    try {
      return Character.codePointOf(match.group(5));
    } catch (IllegalArgumentException e) {
      return -1;
    }
  }

  private static String single(String letter) {
    return switch (letter) {
      case "n" -> "\n";
      case "t" -> "\t";
      case "r" -> "\r";
      case "a" -> "\u0007";
      case "b" -> "\b";
      case "f" -> "\f";
      case "v" -> "\u000B";
      case "\\", "'", "\"" -> letter;
      default -> "\\" + letter;
    };
  }
}
