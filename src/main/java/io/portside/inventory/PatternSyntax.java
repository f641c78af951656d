package io.portside.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** How patterns are written ({@code ansible/inventory/manager.py}). */
final class PatternSyntax {
  private static final Pattern SUBSCRIPT =
      Pattern.compile("(?s)(.+)\\[(?:(-?[0-9]{1,9})|([0-9]{1,9})[:-]([0-9]{0,9}))]");

  /** The part after a pattern that picks some of its hosts. */
  sealed interface Subscript {
    record None() implements Subscript {}

    /** Below 0 it counts from the end. */
    record One(int index) implements Subscript {}

    /** Both inclusive; -1 is the last. */
    record Range(int first, int last) implements Subscript {}
  }

  /**
   * A pattern and its subscript apart.
   *
   * @param expression name, glob or {@code ~regex}
   */
  record Parsed(String expression, Subscript subscript) {}

  private PatternSyntax() {}

  /**
   * Takes a list of patterns apart. With a comma in it, only commas separate. Else colons do, save
   * where the whole is one address or name: {@code 2001:db8::1}, {@code web[0:2]}.
   */
  static List<String> split(String patterns) {
    List<String> parts;
    if (patterns.contains(",")) {
      parts = List.of(patterns.split(",", -1));
    } else if (HostAddress.parse(patterns.replaceFirst("^[!&]", "")).isPresent()) {
      parts = List.of(patterns);
    } else {
      parts = splitAtColons(patterns);
    }
    return parts.stream().map(String::strip).filter(part -> !part.isEmpty()).toList();
  }

  private static List<String> splitAtColons(String patterns) {
    List<String> parts = new ArrayList<>();
    var part = new StringBuilder();
    for (int i = 0; i < patterns.length(); i++) {
      char c = patterns.charAt(i);
      int close = c == '[' ? patterns.indexOf(']', i) : -1;
      if (close > 0) {
        part.append(patterns, i, close + 1);
        i = close;
      } else if (c == ':' || Character.isWhitespace(c)) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  static Parsed parse(String pattern) {
    Matcher match = SUBSCRIPT.matcher(pattern);
    if (pattern.startsWith("~") || !match.matches()) {
      return new Parsed(pattern, new Subscript.None());
    }
    if (match.group(2) != null) {
      return new Parsed(match.group(1), new Subscript.One(Integer.parseInt(match.group(2))));
    }
    int last = match.group(4).isEmpty() ? -1 : Integer.parseInt(match.group(4));
    return new Parsed(match.group(1), new Subscript.Range(Integer.parseInt(match.group(3)), last));
  }

  /**
   * Matches a name from its start; a glob matches to its end too.
   *
   * @throws PatternSyntaxException the {@code ~regex} is none
   */
  static Pattern matcher(String expression) {
    return expression.startsWith("~")
        ? Pattern.compile(expression.substring(1))
        : Pattern.compile(glob(expression) + "\\z", Pattern.DOTALL);
  }

  static boolean mayMatchHosts(String expression) {
    return expression.startsWith("~") || expression.matches("(?s).*[.?*\\[].*");
  }

  /** Python's {@code fnmatch}. */
  private static String glob(String glob) {
    var regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      int close = c == '[' ? closing(glob, i) : -1;
      if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else if (close > 0) {
        String set = glob.substring(i + 1, close).replaceAll("[\\\\\\[\\]&^~]", "\\\\$0");
        regex.append('[').append(set.startsWith("!") ? "^" + set.substring(1) : set).append(']');
        i = close;
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return regex.toString();
  }

  private static int closing(String glob, int open) {
    int from = open + 1;
    from += glob.startsWith("!", from) ? 1 : 0;
    from += glob.startsWith("]", from) ? 1 : 0;
    return glob.indexOf(']', from);
  }
}
