package io.portside.inventory;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** YAML timestamps as Python's {@code isoformat()} writes them. */
final class YamlTimestamp {
  private static final Pattern SHAPE =
      Pattern.compile(
          "(\\d{4})-(\\d{1,2})-(\\d{1,2})"
              + "(?:(?:[Tt]|[ \\t]+)(\\d{1,2}):(\\d{2}):(\\d{2})(?:\\.(\\d*))?"
              + "(?:[ \\t]*(Z|([-+])(\\d{1,2})(?::(\\d{2}))?))?)?");

  private YamlTimestamp() {}

  /** Empty where the text is no timestamp or there is no such day. */
  static Optional<String> isoFormat(String text) {
    Matcher match = SHAPE.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    try {
      LocalDate day = LocalDate.of(number(match, 1), number(match, 2), number(match, 3));
      if (match.group(4) == null) {
        return Optional.of(day.toString());
      }
      LocalTime time = LocalTime.of(number(match, 4), number(match, 5), number(match, 6));
      return Optional.of(
          "%sT%02d:%02d:%02d%s%s"
              .formatted(
                  day,
                  time.getHour(),
                  time.getMinute(),
                  time.getSecond(),
                  fraction(match),
                  offset(match)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String fraction(Matcher match) {
    String digits = match.group(7) == null ? "" : match.group(7);
    String micros = (digits + "000000").substring(0, 6);
    return micros.equals("000000") ? "" : "." + micros;
  }

  private static String offset(Matcher match) {
    if (match.group(8) == null) {
      return "";
    }
    if (match.group(9) == null) {
      return "+00:00";
    }
    int minutes = match.group(11) == null ? 0 : number(match, 11);
    int hours = number(match, 10);
    String sign = hours == 0 && minutes == 0 ? "+" : match.group(9);
    return "%s%02d:%02d".formatted(sign, hours, minutes);
  }

  private static int number(Matcher match, int group) {
    return Integer.parseInt(match.group(group));
  }
}
