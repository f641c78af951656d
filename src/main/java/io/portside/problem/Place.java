package io.portside.problem;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A problem's {@code where} taken apart: {@code file:line:column}, of which the numbers may be
 * missing.
 *
 * @param name the file, option or whatever else holds the problem
 * @param line from 1; 0 where unknown
 * @param column from 1; 0 where unknown
 */
public record Place(String name, int line, int column) {
  /** What is in no line first, in any order; then by file, down the file. */
  static final Comparator<Place> ORDER =
      Comparator.comparing((Place place) -> place.line() == 0 ? "" : place.name())
          .thenComparingInt(Place::line)
          .thenComparingInt(Place::column);

  private static final Pattern FORM =
      Pattern.compile("(?s)(.*?)(?::([0-9]{1,9}))?(?::([0-9]{1,9}))?");

  /** Never fails: text without numbers is a name. */
  public static Place of(String where) {
    Matcher m = FORM.matcher(where);
    return m.matches()
        ? new Place(m.group(1), number(m.group(2)), number(m.group(3)))
        : new Place(where, 0, 0);
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
