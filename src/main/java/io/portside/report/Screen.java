package io.portside.report;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;

/**
 * The last lines of a terminal, drawn over again and again; what is printed goes above them. The
 * cursor rests below, so that a program that dies leaves the terminal in order.
 */
final class Screen {
  private static final String CLEAR_REST_OF_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  /** Home, and all of the screen; terminals keep what was on it where they keep what scrolls. */
  private static final String BEGIN_ANEW = "\u001b[H\u001b[2J";

  private final PrintStream out;
  private final Palette palette;
  private final Supplier<TerminalSize> size;
  private int drawn;
  private TerminalSize last = TerminalSize.USUAL;

  Screen(PrintStream out, Palette palette, Supplier<TerminalSize> size) {
    this.out = out;
    this.palette = palette;
    this.size = size;
  }

  /** Lines and columns that a drawing may have. */
  TerminalSize room() {
    TerminalSize now = size.get();
    return new TerminalSize(Math.max(1, now.rows() - 1), Math.max(1, now.columns() - 1));
  }

  /** Draws lines over those drawn last, below of what is printed above them. */
  void draw(String above, List<LiveLine> lines) {
    TerminalSize now = size.get();
    StringBuilder text = new StringBuilder(up(now));
    above.lines().forEach(line -> text.append(line).append(CLEAR_REST_OF_LINE).append('\n'));
    for (LiveLine line : lines) {
      String cut = line.cut(Math.max(1, now.columns() - 1));
      text.append(line.colour().map(colour -> palette.paint(colour, cut)).orElse(cut))
          .append(CLEAR_REST_OF_LINE)
          .append('\n');
    }
    drawn = lines.size();
    last = now;
    out.print(text.append(CLEAR_BELOW));
    out.flush();
  }

  // A window that was resized has wrapped or moved what was drawn, and each terminal in its own
  // way.
  private String up(TerminalSize now) {
    if (drawn == 0) {
      return "\r";
    }
    return now.equals(last) ? "\r\u001b[" + drawn + "A" : BEGIN_ANEW;
  }
}
