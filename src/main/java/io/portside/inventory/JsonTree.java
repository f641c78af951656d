package io.portside.inventory;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Strict JSON with places. Ansible tries JSON before YAML, and the two differ: {@code 1e3} is a
 * number in JSON only.
 */
final class JsonTree {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(Limits.NESTING).build())
          .build();

  private final JsonParser parser;
  private int values;

  private JsonTree(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Reads one document.
   *
   * @throws IOException it is not JSON
   */
  static Tree parse(String text) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      Tree tree = new JsonTree(parser).value();
      if (parser.nextToken() != null) {
        throw new IOException("text after the end of the JSON document");
      }
      return tree;
    }
  }

  private Tree value() throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new IOException("no JSON document");
    }
    if (++values > Limits.VALUES) {
      throw new IOException("more than " + Limits.VALUES + " values");
    }
    Position at = at();
    return switch (token) {
      case START_OBJECT -> object(at);
      case START_ARRAY -> array(at);
      default -> new Tree.Leaf(at, leaf(token));
    };
  }

  private Tree object(Position at) throws IOException {
    Map<String, Tree.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Position keyAt = at();
      String key = parser.currentName();
      parser.nextToken();
      entries.put(key, new Tree.Entry(keyAt, true, value()));
    }
    return Tree.entries(at, entries);
  }

  private Tree array(Position at) throws IOException {
    List<Tree> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value());
    }
    return Tree.items(at, items);
  }

  private JsonNode leaf(JsonToken token) throws IOException {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (token) {
      case VALUE_STRING -> json.textNode(parser.getText());
      case VALUE_NUMBER_INT -> Numbers.integer(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> json.numberNode(parser.getDoubleValue());
      case VALUE_TRUE -> json.booleanNode(true);
      case VALUE_FALSE -> json.booleanNode(false);
      case VALUE_NULL -> json.nullNode();
      default -> throw new IOException("unexpected " + token);
    };
  }

  private Position at() {
    JsonLocation location = parser.currentTokenLocation();
    return new Position(location.getLineNr(), location.getColumnNr());
  }
}
