package io.portside.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * A YAML or JSON document in which every value knows its place. Aliases are shared, not copied: the
 * extent counts what they would unfold to.
 */
sealed interface Tree {

  Position at();

  JsonNode json();

  Extent extent();

  /**
   * How large the value is with its aliases unfolded.
   *
   * @param values itself and all below
   * @param depth 1 for a scalar
   */
  record Extent(long values, int depth) {
    static final Extent LEAF = new Extent(1, 1);

    Extent plus(Extent child) {
      return new Extent(
          Math.min(Long.MAX_VALUE / 2, values + child.values), Math.max(depth, child.depth + 1));
    }
  }

  record Leaf(Position at, JsonNode json) implements Tree {
    @Override
    public Extent extent() {
      return Extent.LEAF;
    }
  }

  record Items(Position at, List<Tree> items, JsonNode json, Extent extent) implements Tree {}

  /** In the order of the file; of keys given twice the last counts. */
  record Entries(Position at, Map<String, Entry> entries, JsonNode json, Extent extent)
      implements Tree {}

  /**
   * A key with its value.
   *
   * @param text false where the key was written as a number, a boolean or null
   */
  record Entry(Position at, boolean text, Tree value) {}

  static Tree items(Position at, List<Tree> items) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    Extent extent = Extent.LEAF;
    for (Tree item : items) {
      json.add(item.json());
      extent = extent.plus(item.extent());
    }
    return new Items(at, List.copyOf(items), json, extent);
  }

  static Entries entries(Position at, Map<String, Entry> entries) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    Extent extent = Extent.LEAF;
    for (var entry : entries.entrySet()) {
      json.set(entry.getKey(), entry.getValue().value().json());
      extent = extent.plus(entry.getValue().value().extent());
    }
    return new Entries(at, entries, json, extent);
  }

  /** What Python calls false: Ansible skips such sections and files. */
  default boolean isFalsy() {
    JsonNode json = json();
    return json.isNull()
        || (json.isContainerNode() && json.isEmpty())
        || (json.isTextual() && json.textValue().isEmpty())
        || (json.isBoolean() && !json.booleanValue())
        || (json.isNumber() && json.decimalValue().signum() == 0);
  }

  /** For messages: {@code a list}, {@code text}. */
  default String kind() {
    return switch (this) {
      case Items _ -> "a list";
      case Entries _ -> "a dictionary";
      case Leaf leaf ->
          switch (leaf.json().getNodeType()) {
            case NULL -> "nothing";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case STRING, ARRAY, BINARY, MISSING, OBJECT, POJO -> "text";
          };
    };
  }
}
