package io.portside.cli;

import io.portside.problem.Place;
import io.portside.problem.Untrusted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shows the line that a problem is in, with a mark below the column: the file as it is now, or the
 * text of an option. Passwords in it are not shown, nor anything of a file that is vaulted.
 */
final class Excerpt {
  private static final int WIDTH = 100;
  private static final int MAX_BYTES = 16 << 20;
  private static final String HIDDEN = "***";

  /** {@code password=x}, {@code password: x}, {@code "password": "x"}: what comes after it. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)[\\w-]*(?:pass|secret|token|private_key(?!_file))[\\w-]*[\"']?\\s*"
              + "(?:=\\s*(?<pair>\"[^\"]*\"?|'[^']*'?|\\S+)|:\\s*(?<entry>\"[^\"]*\"?|'[^']*'?|.+))");

  private final Map<String, List<String>> lines = new HashMap<>();

  /**
   * Knows the texts of options by their place.
   *
   * @param options such as {@code -e} and {@code -e #2}, to their text
   */
  Excerpt(Map<String, String> options) {
    options.forEach((name, text) -> lines.put(name, text.lines().toList()));
  }

  /** Two lines at most; empty where there is no such line, or nothing that could be shown. */
  Optional<String> at(String where) {
    Place place = Place.of(where);
    if (place.line() == 0) {
      return Optional.empty();
    }
    List<String> all = lines.computeIfAbsent(place.name(), Excerpt::read);
    return place.line() > all.size()
        ? Optional.empty()
        : shown(all.get(place.line() - 1), place.column(), place.line() + " | ");
  }

  private static List<String> read(String name) {
    try {
      Path file = Path.of(name);
      if (Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return text.startsWith("$ANSIBLE_VAULT")
            ? List.of()
            : List.of(text.replaceFirst("^\uFEFF", "").split("\\r\\n|\\n|\\r", -1));
      }
    } catch (IOException | InvalidPathException e) {
      // The problem is told without its line.
    }
    return List.of();
  }

  private static Optional<String> shown(String line, int column, String margin) {
    String before = cleaned(line.substring(0, Math.clamp(column - 1L, 0, line.length())));
    String all = cleaned(line);
    if (all.isBlank()) {
      return Optional.empty();
    }
    int caret = column == 0 ? -1 : before.length();
    var text = new StringBuilder();
    Matcher secret = SECRET.matcher(all);
    int from = 0;
    int shift = 0;
    while (secret.find()) {
      String group = secret.group("pair") == null ? "entry" : "pair";
      int start = secret.start(group);
      int end = secret.end(group);
      text.append(all, from, start).append(HIDDEN);
      from = end;
      if (caret >= end) {
        shift += HIDDEN.length() - (end - start);
      } else if (caret > start) {
        shift += start - caret;
      }
    }
    text.append(all.substring(from));
    return Optional.of(window(text.toString(), caret < 0 ? caret : caret + shift, margin));
  }

  /** A long line is cut so that the mark is in what is left. */
  private static String window(String text, int caret, String margin) {
    int from = Math.max(0, Math.min(caret - WIDTH / 2, text.length() - WIDTH));
    int to = Math.min(text.length(), from + WIDTH);
    String line =
        margin + (from > 0 ? "…" : "") + text.substring(from, to) + (to < text.length() ? "…" : "");
    return caret < 0
        ? line
        : line + "\n" + " ".repeat(margin.length() + caret - from + (from > 0 ? 1 : 0)) + "^";
  }

  /** On one line: a tab is one blank, and what is invisible takes no column. */
  private static String cleaned(String text) {
    return Untrusted.text(text, Integer.MAX_VALUE).replace('\t', ' ').replace('\n', ' ');
  }
}
