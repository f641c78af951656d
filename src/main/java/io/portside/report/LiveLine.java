package io.portside.report;

import java.util.Optional;

/**
 * A line of a live view.
 *
 * @param text cleaned; cut where it is drawn
 */
record LiveLine(String text, Optional<Palette.Colour> colour) {
  static LiveLine plain(String text) {
    return new LiveLine(text, Optional.empty());
  }

  static LiveLine coloured(Palette.Colour colour, String text) {
    return new LiveLine(text, Optional.of(colour));
  }

  /** What fits into so many columns: a line that a terminal wraps cannot be drawn over. */
  String cut(int columns) {
    if (width(text) <= columns) {
      return text;
    }
    StringBuilder fits = new StringBuilder();
    int used = 1; // for the ellipsis
    for (int c : text.codePoints().toArray()) {
      used += width(c);
      if (used > columns) {
        break;
      }
      fits.appendCodePoint(c);
    }
    return fits.append(columns > 0 ? "…" : "").toString();
  }

  /** In columns. */
  static int width(String text) {
    return text.codePoints().map(LiveLine::width).sum();
  }

  // Unicode's East Asian Width, in blocks: W and F take two columns, marks none.
  private static int width(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    boolean wide =
        (c >= 0x1100 && c <= 0x115F)
            || (c >= 0x2E80 && c <= 0xA4CF)
            || (c >= 0xAC00 && c <= 0xD7A3)
            || (c >= 0xF900 && c <= 0xFAFF)
            || (c >= 0xFE30 && c <= 0xFE6F)
            || (c >= 0xFF00 && c <= 0xFF60)
            || (c >= 0xFFE0 && c <= 0xFFE6)
            || (c >= 0x1F300 && c <= 0x1FAFF)
            || (c >= 0x20000 && c <= 0x3FFFD);
    return wide ? 2 : 1;
  }
}
