package io.portside.inventory;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** Stops where a document has too many values, before they fill the memory. */
final class BoundedParser extends ParserImpl {
  /** There are more than are read; tells where. */
  static final class TooManyValues extends YAMLException {
    static final String WHAT = "more than " + Limits.VALUES + " values";
    private static final long serialVersionUID = 1L;

    private final transient Mark mark;

    TooManyValues(Mark mark) {
      super(WHAT);
      this.mark = mark;
    }

    Mark mark() {
      return mark;
    }
  }

  private int events;

  BoundedParser(StreamReader reader, LoaderOptions options) {
    super(reader, options);
  }

  @Override
  public Event getEvent() {
    if (++events > Limits.VALUES) {
      throw new TooManyValues(super.getEvent().getStartMark());
    }
    return super.getEvent();
  }
}
