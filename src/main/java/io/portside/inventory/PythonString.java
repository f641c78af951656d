package io.portside.inventory;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One Python string literal on one line: quotes single, double or triple, prefixes r and u. */
final class PythonString {
  private static final Pattern ESCAPE =
      Pattern.compile(
          "\\\\(?:(?<octal>[0-7]{1,3})|x(?<hex2>[0-9a-fA-F]{2})|u(?<hex4>[0-9a-fA-F]{4})"
              + "|U(?<hex8>[0-9a-fA-F]{8})|(?<one>.))");

  /**
   * A literal that was read.
   *
   * @param end the index after it
   */
  record Read(String value, int end) {}

  private PythonString() {}

  /** The literal that begins at an index; empty where none does. */
  static Optional<Read> read(String text, int from) {
    int open = from < text.length() && "rRuU".indexOf(text.charAt(from)) >= 0 ? from + 1 : from;
    if (open >= text.length() || (text.charAt(open) != '"' && text.charAt(open) != '\'')) {
      return Optional.empty();
    }
    String quote = text.substring(open, open + 1);
    quote = text.startsWith(quote.repeat(3), open) ? quote.repeat(3) : quote;
    int begin = open + quote.length();
    int end = begin;
    while (end < text.length() && !text.startsWith(quote, end)) {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    if (end >= text.length()) {
      return Optional.empty();
    }
    String body = text.substring(begin, end);
    int after = end + quote.length();
    boolean raw = open > from && Character.toLowerCase(text.charAt(from)) == 'r';
    return (raw ? Optional.of(body) : unescape(body)).map(value -> new Read(value, after));
  }

  /** Escapes resolved; empty where Python would refuse one, such as {@code \x1}. */
  static Optional<String> unescape(String body) {
    Matcher match = ESCAPE.matcher(body);
    var result = new StringBuilder();
    int copied = 0;
    while (match.find()) {
      result.append(body, copied, match.start());
      copied = match.end();
      String one = match.group("one");
      if (one == null) {
        int codePoint = codePoint(match);
        if (!Character.isValidCodePoint(codePoint)) {
          return Optional.empty();
        }
        result.appendCodePoint(codePoint);
      } else if ("xuUN".contains(one)) {
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
    return -1;
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
