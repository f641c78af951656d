package io.portside.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The last lines of a terminal, drawn over again and again; what is printed goes above them. The
 * cursor rests below, so that a program that dies leaves the terminal in order.
 */
final class Screen {
  private static final String CLEAR_REST_OF_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final PrintStream out;
  private final Palette palette;
  private final Supplier<TerminalSize> size;
  private List<Integer> widths = List.of();

  Screen(PrintStream out, Palette palette, Supplier<TerminalSize> size) {
    this.out = out;
    this.palette = palette;
    this.size = size;
  }

  /** Lines that a drawing may have. */
  int height() {
    return Math.max(1, size.get().rows() - 1);
  }

  /** Draws lines over those drawn last, below of what is printed above them. */
  void draw(String above, List<LiveLine> lines) {
    TerminalSize now = size.get();
    StringBuilder text = new StringBuilder(up(now));
    above.lines().forEach(line -> text.append(line).append(CLEAR_REST_OF_LINE).append('\n'));
    List<Integer> drawn = new ArrayList<>();
    for (LiveLine line : lines) {
      String cut = line.cut(Math.max(1, now.columns() - 1));
      drawn.add(LiveLine.width(cut));
      text.append(line.colour().map(colour -> palette.paint(colour, cut)).orElse(cut))
          .append(CLEAR_REST_OF_LINE)
          .append('\n');
    }
    widths = drawn;
    out.print(text.append(CLEAR_BELOW));
    out.flush();
  }

  // A terminal that has become narrower has wrapped what was drawn.
  private String up(TerminalSize now) {
    int rows = widths.stream().mapToInt(w -> Math.max(1, Math.ceilDiv(w, now.columns()))).sum();
    int reachable = Math.min(rows, now.rows() - 1);
    return reachable == 0 ? "\r" : "\r\u001b[" + reachable + "A";
  }
}
