package io.portside.inventory;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** Stops where a document has too many values, before they fill the memory. */
final class BoundedParser extends ParserImpl {
  private int events;

  BoundedParser(StreamReader reader, LoaderOptions options) {
    super(reader, options);
  }

  @Override
  public Event getEvent() {
    if (++events > Limits.VALUES) {
      throw new YAMLException("more than " + Limits.VALUES + " values");
    }
    return super.getEvent();
  }
}
