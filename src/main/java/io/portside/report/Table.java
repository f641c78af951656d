package io.portside.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Columns as the docker client sets them: at least 10 wide, with 3 spaces between. */
final class Table {
  private static final int LEAST = 10;
  private static final int GAP = 3;

  private final List<List<String>> rows = new ArrayList<>();

  Table(String... headers) {
    rows.add(List.of(headers));
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** The last column ends where its text ends. */
  String text() {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns - 1; i++) {
        widths[i] = Math.max(widths[i], Math.max(LEAST, row.get(i).length() + GAP));
      }
    }
    return rows.stream().map(row -> line(row, widths) + "\n").collect(Collectors.joining());
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = row.get(i);
      line.append(cell).repeat(' ', Math.max(0, widths[i] - cell.length()));
    }
    return line.toString().stripTrailing();
  }
}
