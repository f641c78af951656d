package io.portside.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The plain {@code NAME=value} lines of an environment file (systemd.exec(5), EnvironmentFile=) or
 * of {@code /etc/default/docker}.
 *
 * @param values by name, quotes taken off; the last one counts
 */
record Assignments(Map<String, String> values) {
  private static final Pattern LINE =
      Pattern.compile(
          "^\\s*(?:export\\s+)?(\\w+)=(?:\"([^\"]*)\"|'([^']*)'|(\\S*))(\\s*#.*)?\\s*$");

  static Assignments parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      Matcher m = LINE.matcher(line);
      if (m.matches()) {
        String value =
            m.group(2) != null ? m.group(2) : m.group(3) != null ? m.group(3) : m.group(4);
        values.put(m.group(1), value);
      }
    }
    return new Assignments(values);
  }

  /** Whether a line sets the name at all, also in a way that is not read here. */
  static boolean mentions(String text, String name) {
    return text.lines().anyMatch(l -> l.matches("\\s*(export\\s+)?" + name + "\\+?=.*"));
  }

  /**
   * The text with one line that sets the name, in the place of the last that did, with its comment.
   */
  static String with(String text, String name, String line) {
    Pattern sets = Pattern.compile("\\s*(?:export\\s+)?" + name + "=.*");
    StringBuilder out = new StringBuilder();
    boolean done = false;
    for (String each : text.lines().toList().reversed()) {
      if (sets.matcher(each).matches()) {
        Matcher m = LINE.matcher(each);
        String comment = m.matches() && m.group(5) != null ? m.group(5) : "";
        each = done ? "" : line + comment;
        done = true;
        if (each.isEmpty()) {
          continue;
        }
      }
      out.insert(0, each + "\n");
    }
    return done ? out.toString() : out + line + "\n";
  }
}
