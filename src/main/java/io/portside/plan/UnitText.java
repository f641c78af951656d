package io.portside.plan;

import java.util.ArrayList;
import java.util.List;

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
    List<String> found = new ArrayList<>();
    String section = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.startsWith("[")) {
        section = line;
      } else if (section.equals("[Service]") && isExecStart(line)) {
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
      if (section.equals("[Service]") && isExecStart(line)) {
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

  private static boolean isExecStart(String line) {
    return line.matches("ExecStart\\s*=.*");
  }
}
