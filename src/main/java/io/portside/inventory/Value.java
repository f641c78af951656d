package io.portside.inventory;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A variable's value and where it was set.
 *
 * @param node the value; never a missing node, a null value is a null node
 * @param origin {@code file:line:column} where known, else the file or the option
 * @param secret decrypted by Ansible Vault, in whole or in part: not to be shown
 */
public record Value(JsonNode node, String origin, boolean secret) {
  public Value(JsonNode node, String origin) {
    this(node, origin, false);
  }

  /** A part of it, or what stands for it. */
  public Value with(JsonNode other) {
    return new Value(other, origin, secret);
  }

  /** For messages: the value, unless it is a secret. */
  public String shown() {
    return secret ? "(secret)" : node.toString();
  }

  @Override
  public String toString() {
    return shown();
  }
}
