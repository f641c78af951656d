package io.portside.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Values in the docker client's words. */
final class DockerText {
  private static final int SHORT_ID = 12;
  private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB", "PB", "EB");

  /** Go's {@code Time.String()}. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z z", Locale.ROOT);

  private DockerText() {}

  /** The first 12 digits, with or without an algorithm in front. */
  static String shortId(String id) {
    String digits = id.substring(id.indexOf(':') + 1);
    return digits.length() > SHORT_ID ? digits.substring(0, SHORT_ID) : digits;
  }

  /** Powers of 1000 and three digits: {@code 133MB}, {@code 1.05GB}. */
  static String size(long bytes) {
    BigDecimal amount = BigDecimal.valueOf(Math.max(0, bytes));
    int unit = 0;
    while (amount.compareTo(BigDecimal.valueOf(1000)) >= 0 && unit < UNITS.size() - 1) {
      amount = amount.movePointLeft(3);
      unit++;
    }
    return amount.round(new MathContext(3)).stripTrailingZeros().toPlainString() + UNITS.get(unit);
  }

  static String time(Instant instant) {
    return TIME.format(instant.atZone(ZoneId.systemDefault()));
  }

  /** What is longer than {@code max} characters ends in an ellipsis. */
  static String cut(String text, int max) {
    return text.codePointCount(0, text.length()) <= max
        ? text
        : text.substring(0, text.offsetByCodePoints(0, max - 1)) + "…";
  }

  /** Go's {@code strconv.Quote}: nothing in it is invisible. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(c -> quoted.append(escaped(c)));
    return quoted.append('"').toString();
  }

  private static String escaped(int c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case 0x07 -> "\\a";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case 0x0b -> "\\v";
      default ->
          printable(c)
              ? Character.toString(c)
              : String.format(
                  Locale.ROOT, c < 0x80 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
    };
  }

  // Go's unicode.IsPrint: letters, marks, numbers, punctuation, symbols and the ASCII space.
  private static boolean printable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }
}
