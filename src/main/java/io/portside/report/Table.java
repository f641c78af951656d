package io.portside.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Columns as the docker client sets them: at least 10 wide, with 3 spaces between. */
final class Table {
  private static final int LEAST = 10;
  private static final int GAP = 3;

  private final int columns;
  private final List<Line> lines = new ArrayList<>();

  /**
   * A line.
   *
   * @param note follows the cells and belongs to no column
   */
  private record Line(List<String> cells, String note) {}

  Table(String... headers) {
    columns = headers.length;
    row(headers);
  }

  void row(String... cells) {
    lines.add(new Line(List.of(cells), ""));
  }

  /** A line with a first cell, and a text that widens no column. */
  void note(String cell, String text) {
    lines.add(new Line(List.of(cell), text));
  }

  /** The last column ends where its text ends. */
  String text() {
    int[] widths = new int[columns];
    for (Line line : lines) {
      for (int i = 0; i < line.cells.size(); i++) {
        widths[i] = Math.max(widths[i], Math.max(LEAST, line.cells.get(i).length() + GAP));
      }
    }
    return lines.stream().map(line -> text(line, widths) + "\n").collect(Collectors.joining());
  }

  private static String text(Line line, int[] widths) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < line.cells.size(); i++) {
      String cell = line.cells.get(i);
      text.append(cell).repeat(' ', Math.max(0, widths[i] - cell.length()));
    }
    return text.append(line.note).toString().stripTrailing();
  }
}
