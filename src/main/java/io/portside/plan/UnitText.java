package io.portside.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The text of a unit file or drop-in, by line, so that one directive can be changed and every other
 * line stays.
 *
 * @param lines without line ends
 */
record UnitText(List<String> lines) {

  static UnitText parse(String text) {
    return new UnitText(text.lines().toList());
  }

  /** Values of all ExecStart= in [Service], in order; an empty one resets. */
  List<String> execStarts() {
    return values("ExecStart");
  }

  /**
   * What the Environment= lines of [Service] set; see systemd.exec(5). An empty one resets what
   * other files have set, which is left out of account here.
   */
  Map<String, String> environment() {
    Map<String, String> all = new LinkedHashMap<>();
    for (String value : values("Environment")) {
      for (String assignment : DockerdCommand.parse(value).plainWords()) {
        int equals = assignment.indexOf('=');
        if (equals > 0) {
          all.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
      }
    }
    return all;
  }

  private List<String> values(String directive) {
    List<String> found = new ArrayList<>();
    String section = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.startsWith("[")) {
        section = line;
      } else if (section.equals("[Service]") && sets(line, directive)) {
        StringBuilder value = new StringBuilder(line.substring(line.indexOf('=') + 1));
        while (!value.isEmpty()
            && value.charAt(value.length() - 1) == '\\'
            && i + 1 < lines.size()) {
          value.setCharAt(value.length() - 1, ' ');
          value.append(lines.get(++i));
        }
        found.add(value.toString().strip());
      }
    }
    return found;
  }

  /** The text with the ExecStart of another, in the place of its own. */
  String withExecStart(String command) {
    List<String> kept = new ArrayList<>();
    int place = -1;
    int begin = -1;
    String section = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.startsWith("[")) {
        section = line;
      }
      if (section.equals("[Service]") && sets(line, "ExecStart")) {
        place = place < 0 ? kept.size() : place;
        while (lines.get(i).endsWith("\\") && i + 1 < lines.size()) {
          i++;
        }
        continue;
      }
      kept.add(lines.get(i));
      if (line.equals("[Service]") && begin < 0) {
        begin = kept.size();
      }
    }
    if (begin < 0) {
      kept.add("[Service]");
      begin = kept.size();
    }
    place = place < 0 ? begin : place;
    kept.add(place, "ExecStart=");
    kept.add(place + 1, "ExecStart=" + command);
    return String.join("\n", kept) + "\n";
  }

  private static boolean sets(String line, String directive) {
    return line.matches(directive + "\\s*=.*");
  }
}
