package io.portside.report;

import io.portside.problem.Untrusted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a list looks like, as the docker client's {@code --format} says it: {@code json}, {@code
 * table}, {@code table TEMPLATE} or {@code TEMPLATE}.
 */
public final class RowFormat {
  /** Chars of a cell, so that one host cannot widen everybody's table without end. */
  private static final int CELL = 200;

  private static final int FIELD = 4000;

  private final RowKind kind;
  private final boolean table;
  private final RowTemplate template;

  private RowFormat(RowKind kind, boolean table, RowTemplate template) {
    this.kind = kind;
    this.table = table;
    this.template = template;
  }

  /**
   * Reads a format.
   *
   * @throws io.portside.problem.InputException a template that cannot be read
   */
  public static RowFormat parse(String text, RowKind kind) {
    String format = text.strip();
    if (format.equals("json")) {
      return new RowFormat(kind, false, RowTemplate.parse("{{json .}}", kind));
    } else if (format.equals("table") || format.isEmpty()) {
      return new RowFormat(kind, true, RowTemplate.parse(kind.usual(), kind));
    } else if (format.startsWith("table ") || format.startsWith("table\\t")) {
      return new RowFormat(kind, true, RowTemplate.parse(format.substring(5).strip(), kind));
    }
    return new RowFormat(kind, false, RowTemplate.parse(format, kind));
  }

  /** Whether it shows a field. */
  public boolean uses(String field) {
    return template.uses(field);
  }

  /** Whether there is room for marks: a program that reads lines is not to stumble over them. */
  public boolean showsMarks() {
    return table;
  }

  /** All of it, in the order given, with a line end after each line. */
  public String text(List<? extends ListLine> lines) {
    return table ? table(lines) : lines(lines);
  }

  private String lines(List<? extends ListLine> lines) {
    StringBuilder text = new StringBuilder();
    for (ListLine line : lines) {
      if (line instanceof Row row) {
        text.append(template.fill(row, value -> Untrusted.line(value, FIELD))).append('\n');
      }
    }
    return text.toString();
  }

  private String table(List<? extends ListLine> lines) {
    Table table = new Table(cells(template.fillAll(kind.headers())));
    for (ListLine line : lines) {
      switch (line) {
        case Row row -> table.row(cells(template.fill(row, RowFormat::cell)));
        case ListLine.Mark(var host, var text) -> table.note(cell(host), cell("! " + text));
      }
    }
    return table.text();
  }

  private static String cell(String text) {
    return Untrusted.line(text, CELL);
  }

  // A field holds no tab: it has been cleaned.
  private static String[] cells(String line) {
    List<String> cells = new ArrayList<>(List.of(line.split("\t", -1)));
    return cells.toArray(String[]::new);
  }

  /** The headers' names, for messages and documentation. */
  static String names(Map<String, String> headers) {
    return String.join(", ", headers.keySet().stream().map(name -> "." + name).toList());
  }
}
