package io.portside.report;

import io.portside.outcome.Outcome;

/** Ansible's colours for outcomes, and the usual ones for diffs; none unless asked for. */
record Palette(boolean on) {

  /** Select Graphic Rendition codes (ECMA-48, 8.3.117). */
  enum Colour {
    RED(31),
    GREEN(32),
    YELLOW(33),
    CYAN(36);

    private final int code;

    Colour(int code) {
      this.code = code;
    }
  }

  String paint(Colour colour, String text) {
    return on ? "\u001b[" + colour.code + "m" + text + "\u001b[0m" : text;
  }

  static Colour of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Unchanged() -> Colour.GREEN;
      case Outcome.Changed(_), Outcome.Planned(_) -> Colour.YELLOW;
      case Outcome.Skipped(_) -> Colour.CYAN;
      case Outcome.Refused(_),
          Outcome.Failed(_),
          Outcome.RolledBack(_),
          Outcome.RollbackFailed(_, _),
          Outcome.Unreachable(_),
          Outcome.Indeterminate(_) ->
          Colour.RED;
    };
  }

  String diffLine(String line) {
    if (line.startsWith("+")) {
      return paint(Colour.GREEN, line);
    } else if (line.startsWith("-")) {
      return paint(Colour.RED, line);
    } else if (line.startsWith("@@")) {
      return paint(Colour.CYAN, line);
    }
    return line;
  }
}
