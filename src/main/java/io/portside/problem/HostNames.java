package io.portside.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Many host names made short: {@code web01, web02, … web50} is {@code web[01:50]}, a range that
 * Ansible inventories take. Nothing is sorted: expanded, the ranges give the same names in the same
 * order.
 */
public final class HostNames {
  /** Two names are read as easily as a range. */
  private static final int FEWEST = 3;

  /** Longer digits are no number of a host, and more than Ansible's ranges are good for. */
  private static final Pattern NUMBER = Pattern.compile("(?<![0-9])[0-9]{1,9}(?![0-9])");

  /** A name taken apart at one of its numbers. */
  private record Numbered(String head, String digits, String tail) {
    int value() {
      return Integer.parseInt(digits);
    }

    /** Whether the other is this with the next number, written the same way. */
    boolean precedes(Numbered next) {
      boolean padded = digits.startsWith("0") && digits.length() > 1;
      String expected = Integer.toString(value() + 1);
      if (padded) {
        expected = "0".repeat(Math.max(0, digits.length() - expected.length())) + expected;
      }
      return head.equals(next.head)
          && tail.equals(next.tail)
          && expected.equals(next.digits)
          && (!padded || next.digits.length() == digits.length());
    }
  }

  private HostNames() {}

  /**
   * A range, or a name that is in none.
   *
   * @param text as a range of Ansible's
   * @param size how many names it stands for
   */
  public record Run(String text, int size) {}

  /** The names, with three and more in a row that differ in one number as one range each. */
  public static List<String> fold(List<String> names) {
    return runs(names).stream().map(Run::text).toList();
  }

  /** As {@link #fold}, with the sizes, whose sum is the number of names. */
  public static List<Run> runs(List<String> names) {
    List<Run> folded = new ArrayList<>();
    for (int at = 0; at < names.size(); at += folded.getLast().size()) {
      folded.add(longest(names, at));
    }
    return folded;
  }

  private static Run longest(List<String> names, int at) {
    Run longest = new Run(names.get(at), 1);
    for (Numbered first : numbers(names.get(at))) {
      int length = length(names, at, first);
      if (length > longest.size() && length >= FEWEST) {
        String last = Integer.toString(first.value() + length - 1);
        String pad = "0".repeat(Math.max(0, first.digits().length() - last.length()));
        longest =
            new Run(
                first.head() + "[" + first.digits() + ":" + pad + last + "]" + first.tail(),
                length);
      }
    }
    return longest;
  }

  /**
   * On one line: {@code web[01:50], db1}.
   *
   * @param max length in chars; what is longer is cut and ends in an ellipsis
   */
  public static String line(List<String> names, int max) {
    return Untrusted.line(String.join(", ", fold(names)), max);
  }

  private static int length(List<String> names, int from, Numbered first) {
    Numbered last = first;
    int at = from + 1;
    for (; at < names.size(); at++) {
      Numbered before = last;
      var next = numbers(names.get(at)).stream().filter(before::precedes).findFirst();
      if (next.isEmpty()) {
        break;
      }
      last = next.get();
    }
    return at - from;
  }

  /** None where a bracket of the name itself would be taken for a range. */
  private static List<Numbered> numbers(String name) {
    List<Numbered> all = new ArrayList<>();
    if (name.indexOf('[') >= 0 || name.indexOf(']') >= 0) {
      return all;
    }
    Matcher number = NUMBER.matcher(name);
    while (number.find()) {
      all.add(
          new Numbered(
              name.substring(0, number.start()), number.group(), name.substring(number.end())));
    }
    return all;
  }
}
