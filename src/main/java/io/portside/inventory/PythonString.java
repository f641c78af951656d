package io.portside.inventory;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One Python string or bytes literal on one line, with any quotes and prefixes but {@code f}. */
final class PythonString {
  private static final Pattern ESCAPE =
      Pattern.compile(
          "\\\\(?:(?<octal>[0-7]{1,3})|x(?<hex2>[0-9a-fA-F]{2})|u(?<hex4>[0-9a-fA-F]{4})"
              + "|U(?<hex8>[0-9a-fA-F]{8})|N\\{(?<name>[^}]+)}|(?<one>.))");

  /** Bytes have no escapes for characters beyond them. */
  private static final Pattern BYTE_ESCAPE =
      Pattern.compile("\\\\(?:(?<octal>[0-7]{1,3})|x(?<hex2>[0-9a-fA-F]{2})|(?<one>.))");

  private static final Pattern OPENING =
      Pattern.compile("(?<prefix>[rRuU]|[bB][rR]?|[rR][bB])?(?<quote>\"\"\"|\'\'\'|\"|\')");

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
    String prefix =
        opening.group("prefix") == null ? "" : opening.group("prefix").toLowerCase(Locale.ROOT);
    String quote = opening.group("quote");
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
    Optional<String> value =
        prefix.contains("r") ? Optional.of(body) : unescape(body, bytes ? BYTE_ESCAPE : ESCAPE);
    return value.map(v -> new Read(v, after, bytes));
  }

  /** Escapes resolved; empty where Python would refuse one, such as {@code \x1}. */
  static Optional<String> unescape(String body) {
    return unescape(body, ESCAPE);
  }

  private static Optional<String> unescape(String body, Pattern escape) {
    Matcher match = escape.matcher(body);
    boolean bytes = escape == BYTE_ESCAPE;
    var result = new StringBuilder();
    int copied = 0;
    while (match.find()) {
      result.append(body, copied, match.start());
      copied = match.end();
      String one = match.group("one");
      if (one == null) {
        int codePoint = bytes ? codePoint(match) & 0xFF : codePoint(match);
        if (!Character.isValidCodePoint(codePoint)) {
          return Optional.empty();
        }
        result.appendCodePoint(codePoint);
      } else if ((bytes ? "x" : "xuUN").contains(one)) {
        return Optional.empty();
      } else {
        result.append(single(one));
      }
    }
    return Optional.of(result.append(body, copied, body.length()).toString());
  }

  private static int codePoint(Matcher match) {
    if (match.group("octal") != null) {
      return Integer.parseInt(match.group("octal"), 8);
    }
    for (String group : new String[] {"hex2", "hex4", "hex8"}) {
      String digits = match.group(group);
      if (digits != null) {
        return Integer.parseUnsignedInt(digits, 16);
      }
    }
    try {
      return Character.codePointOf(match.group("name"));
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
