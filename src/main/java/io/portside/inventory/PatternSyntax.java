package io.portside.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
   * where the whole is one address or name: {@code 2001:db8::1}, {@code web[0:2]}. A bracket
   * without its partner separates too, as in Ansible.
   */
  static List<String> split(String patterns) {
    List<String> parts;
    if (patterns.contains(",")) {
      parts = List.of(patterns.split(",", -1));
    } else if (HostAddress.parse(patterns).isPresent()
        || HostAddress.isNumeric(patterns.replaceFirst("^[!&]", ""))) {
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
      } else if (":[]".indexOf(c) >= 0 || Character.isWhitespace(c)) {
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
    int first = Integer.parseInt(match.group(3));
    int last = match.group(4).isEmpty() ? -1 : Integer.parseInt(match.group(4));
    // Ansible takes a last index of 0 for none, so web[2:0] is web[2].
    return new Parsed(
        match.group(1), last == 0 ? new Subscript.One(first) : new Subscript.Range(first, last));
  }
}
