package io.portside.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Values that Ansible marks, in the form its JSON has for them: an object with one reserved key
 * ({@code ansible/parsing/ajson.py}).
 */
final class Marked {
  /** Ciphertext of Ansible Vault. */
  static final String VAULT = "__ansible_vault";

  /** Text in which braces mean nothing. */
  static final String UNSAFE = "__ansible_unsafe";

  private Marked() {}

  /** All text in it marked as unsafe; keys stay. */
  static Tree unsafe(Tree tree) {
    return switch (tree) {
      case Tree.Leaf leaf ->
          leaf.json().isTextual()
              ? new Tree.Leaf(
                  leaf.at(), JsonNodeFactory.instance.objectNode().set(UNSAFE, leaf.json()))
              : leaf;
      case Tree.Items items ->
          Tree.items(items.at(), items.items().stream().map(Marked::unsafe).toList());
      case Tree.Entries entries -> {
        Map<String, Tree.Entry> marked = new LinkedHashMap<>();
        entries
            .entries()
            .forEach(
                (key, entry) ->
                    marked.put(
                        key, new Tree.Entry(entry.at(), entry.text(), unsafe(entry.value()))));
        yield Tree.entries(entries.at(), marked);
      }
    };
  }

  static Optional<String> vaultText(JsonNode node) {
    return node.isObject() && node.path(VAULT).isTextual()
        ? Optional.of(node.path(VAULT).textValue())
        : Optional.empty();
  }

  static Optional<String> unsafeText(JsonNode node) {
    return node.isObject() && node.path(UNSAFE).isTextual()
        ? Optional.of(node.path(UNSAFE).textValue())
        : Optional.empty();
  }
}
