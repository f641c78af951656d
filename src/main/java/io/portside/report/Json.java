package io.portside.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portside.problem.Problem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * JSON for programs. Only ASCII: what a host said holds nothing then that a terminal would obey.
 */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final ObjectWriter WRITER =
      MAPPER.writer(
          new DefaultPrettyPrinter(
                  Separators.createDefaultInstance()
                      .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
              .withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private Json() {}

  /** What every document of a command's begins with. */
  static ObjectNode document(Asked asked) {
    return MAPPER
        .createObjectNode()
        .put("portside", asked.version())
        .put("command", asked.command())
        .put("started", utc(asked.started()))
        .put("finished", utc(asked.finished()));
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ObjectNode object(Map<String, String> fields) {
    ObjectNode node = MAPPER.createObjectNode();
    fields.forEach(node::put);
    return node;
  }

  static JsonNode text(String text) {
    return JsonNodeFactory.instance.textNode(text);
  }

  static void put(List<Problem> problems, ArrayNode list) {
    for (Problem problem : problems) {
      ObjectNode node = list.addObject().put("code", problem.code().id());
      if (!problem.where().isEmpty()) {
        node.put("where", problem.where());
      }
      node.put("what", problem.what()).put("hint", problem.hint());
    }
  }

  static String utc(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /** On one line, without a line end. */
  static String line(JsonNode node) {
    return written(MAPPER.writer(), node);
  }

  /** Indented, with a line end. */
  static String pretty(JsonNode node) {
    return written(WRITER, node) + "\n";
  }

  private static String written(ObjectWriter writer, JsonNode node) {
    try {
      // Jackson takes DEL for ASCII that needs no escape.
      return writer.writeValueAsString(node).replace("\u007f", "\\u007f");
    } catch (JsonProcessingException e) {
      throw new AssertionError("a tree of texts and numbers can be written", e);
    }
  }
}
