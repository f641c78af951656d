package io.portside.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portside.context.ContextChange;
import io.portside.problem.Untrusted;
import java.util.List;
import java.util.Locale;

/** {@code portside context}: what became of each context. */
public final class ContextText {
  private static final int CELL = 200;

  private ContextText() {}

  /** A line a context. */
  public static String table(List<ContextChange> changes) {
    Table table = new Table("CONTEXT", "RESULT", "ENDPOINT");
    for (ContextChange change : changes) {
      table.row(
          Untrusted.line(change.name(), CELL),
          word(change),
          Untrusted.line(change.endpoint(), CELL));
    }
    return table.text();
  }

  /** The same for programs. */
  public static String json(Asked asked, List<ContextChange> changes) {
    ObjectNode root = Json.document(asked);
    ArrayNode contexts = root.putArray("contexts");
    for (ContextChange change : changes) {
      ObjectNode context =
          contexts
              .addObject()
              .put("context", change.name())
              .put("result", word(change))
              .put("endpoint", change.endpoint());
      Json.put(change.problem().stream().toList(), context.putArray("problems"));
    }
    return Json.pretty(root);
  }

  private static String word(ContextChange change) {
    return change.kind().name().toLowerCase(Locale.ROOT);
  }
}
