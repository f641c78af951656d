package io.portside.ssh.config;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The files that a pattern of {@code Include} names, as glob(7) finds them, in order. */
final class Glob {
  /** More than any folder of configurations has. */
  private static final int MAX_FILES = 10_000;

  private static final Pattern SPECIAL = Pattern.compile("[*?\\[\\\\]");

  private Glob() {}

  /**
   * None where nothing fits.
   *
   * @param pattern absolute
   */
  static List<Path> files(String pattern) {
    List<Path> found = List.of(Path.of("/"));
    for (Path part : Path.of(pattern)) {
      List<Path> next = new ArrayList<>();
      for (Path folder : found) {
        if (SPECIAL.matcher(part.toString()).find()) {
          next.addAll(below(folder, part.toString()));
        } else if (Files.exists(folder.resolve(part), LinkOption.NOFOLLOW_LINKS)) {
          next.add(folder.resolve(part));
        }
      }
      found = next.subList(0, Math.min(next.size(), MAX_FILES));
    }
    return List.copyOf(found);
  }

  private static List<Path> below(Path folder, String pattern) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      Pattern names = Pattern.compile(expression(pattern), Pattern.DOTALL);
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if ((!name.startsWith(".") || pattern.startsWith(".")) && names.matcher(name).matches()) {
          found.add(entry);
        }
      }
    } catch (IOException | PatternSyntaxException e) {
      // As for glob(7): what is no folder, cannot be read, or has a range like [z-a], holds
      // nothing.
      return List.of();
    }
    found.sort(null);
    return found;
  }

  /** A regular expression that finds each part between stars where it first fits, for good. */
  private static String expression(String pattern) {
    List<StringBuilder> parts = new ArrayList<>(List.of(new StringBuilder()));
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      int close = c == '[' ? pattern.indexOf(']', i + (pattern.startsWith("[!", i) ? 3 : 2)) : -1;
      if (c == '*') {
        parts.add(new StringBuilder());
      } else if (c == '?') {
        parts.getLast().append('.');
      } else if (close > 0) {
        parts.getLast().append(oneOf(pattern.substring(i + 1, close)));
        i = close;
      } else {
        boolean escaped = c == '\\' && i + 1 < pattern.length();
        parts.getLast().append(Pattern.quote(pattern.substring(escaped ? ++i : i, i + 1)));
      }
    }
    StringBuilder expression = new StringBuilder(parts.getFirst());
    for (int i = 1; i < parts.size() - 1; i++) {
      expression.append("(?>.*?").append(parts.get(i)).append(')');
    }
    return parts.size() == 1
        ? expression.toString()
        : expression.append(".*").append(parts.getLast()).toString();
  }

  private static String oneOf(String set) {
    boolean not = set.startsWith("!") || set.startsWith("^");
    String members = (not ? set.substring(1) : set).replaceAll("[\\\\\\[\\]&^]", "\\\\$0");
    return "[" + (not ? "^" : "") + members + "]";
  }
}
