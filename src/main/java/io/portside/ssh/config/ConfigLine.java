package io.portside.ssh.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One line of a configuration that says something.
 *
 * @param place {@code file:line}, or the option
 * @param keyword in lower case
 * @param rest all that follows the keyword, without blanks around it
 * @param words the same as arguments
 */
record ConfigLine(String place, String keyword, String rest, List<String> words) {

  /** None where the line is empty or a comment. */
  static Optional<ConfigLine> of(String place, String text) throws Stop {
    int nul = text.indexOf('\0');
    String line = withoutEnd(nul < 0 ? text : text.substring(0, nul));
    Delimited parts = new Delimited(line);
    String first = parts.next().orElse("");
    String keyword = (first.isEmpty() ? parts.next().orElse("") : first).toLowerCase(Locale.ROOT);
    if (keyword.isEmpty() || keyword.startsWith("#")) {
      return Optional.empty();
    }
    String rest = withoutStart(parts.rest());
    if (rest.isEmpty()) {
      throw Stop.invalid(place, "no argument after keyword \"" + keyword + "\"");
    }
    List<String> words =
        Words.of(rest).orElseThrow(() -> Stop.invalid(place, keyword + ": invalid quotes"));
    return Optional.of(new ConfigLine(place, keyword, rest, words));
  }

  /** The only argument. */
  String word() throws Stop {
    if (words.isEmpty() || words.getFirst().isEmpty()) {
      throw invalid("missing argument");
    }
    if (words.size() > 1) {
      throw invalid("extra arguments at end of line");
    }
    return words.getFirst();
  }

  /** The rest of the line as it is, comments included. */
  String command() {
    int start = 0;
    while (start < rest.length() && (Delimited.BLANKS + "=").indexOf(rest.charAt(start)) >= 0) {
      start++;
    }
    return rest.substring(start);
  }

  Stop invalid(String reason) {
    return Stop.invalid(place, keyword + ": " + reason);
  }

  private static String withoutStart(String text) {
    int start = 0;
    while (start < text.length() && Delimited.BLANKS.indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    return text.substring(start);
  }

  private static String withoutEnd(String text) {
    int end = text.length();
    while (end > 1 && (Delimited.BLANKS + "\f").indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(0, end);
  }
}
