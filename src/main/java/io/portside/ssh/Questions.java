package io.portside.ssh;

import java.nio.charset.StandardCharsets;

/**
 * What sudo, doas or su asks on a terminal, looked at piece by piece as {@link Sightings} does: a
 * host that talks without end must not make this side read all of it again with each piece.
 */
final class Questions {
  private final Marks marks;
  private final Sightings calling;
  private final Sightings prompt;
  private final StringBuilder open = new StringBuilder();
  private boolean called;
  private int said;
  private int lineBegins;
  private int prompts;

  Questions(Marks marks) {
    this.marks = marks;
    this.calling = new Sightings(marks.calling(), marks.calling().length());
    this.prompt = new Sightings(marks.prompt(), marks.prompt().length());
  }

  void hear(byte[] bytes, int from, int length) {
    if (called) {
      talk(new String(bytes, from, length, StandardCharsets.ISO_8859_1));
      return;
    }
    Sightings.Sighted sighted = calling.in(bytes, from, length);
    if (!sighted.marks().isEmpty()) {
      called = true;
      talk(sighted.rest());
    }
  }

  private void talk(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    prompts += prompt.in(bytes, 0, bytes.length).marks().size();
    int newline = text.lastIndexOf('\n');
    if (newline >= 0) {
      lineBegins = said + newline + 1;
      open.setLength(0);
    }
    said += text.length();
    String more = text.substring(newline + 1);
    String begun = open.isEmpty() ? more.stripLeading() : more;
    int room = marks.ready().length() + 1 - open.length();
    open.append(begun, 0, Math.clamp(room, 0, begun.length()));
  }

  /** How often our own prompt was seen. */
  int prompts() {
    return prompts;
  }

  /**
   * Where a line begins that is not ended, other than the ready mark, which may come in pieces; or
   * 0.
   */
  int open() {
    String line = open.toString();
    return line.isBlank() || line.startsWith(marks.ready()) || marks.ready().startsWith(line)
        ? 0
        : lineBegins;
  }
}
