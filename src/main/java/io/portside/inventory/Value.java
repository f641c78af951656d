package io.portside.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;

/**
 * A variable's value and where it was set.
 *
 * @param node the value; never a missing node, a null value is a null node
 * @param place where it was set
 * @param secret decrypted by Ansible Vault, in whole or in part: not to be shown
 */
public record Value(JsonNode node, Origin place, boolean secret) {
  static final Value NOTHING = new Value(NullNode.getInstance(), "");

  public Value(JsonNode node, String origin) {
    this(node, new Origin(origin), false);
  }

  /** A part of it, or what stands for it. */
  public Value with(JsonNode other) {
    return new Value(other, place, secret);
  }

  /** For messages: {@code file:line:column} where known, else the file or the option. */
  public String origin() {
    return place.toString();
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
