package io.portside.inventory;

import com.fasterxml.jackson.databind.JsonNode;
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
