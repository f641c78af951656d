package io.portside.inventory;

import java.util.List;
import java.util.Map;

/**
 * One host of the inventory with its variables resolved.
 *
 * @param name the inventory name, {@code inventory_hostname}
 * @param groups the groups it is in, directly or through children, without {@code all}; sorted
 * @param vars by name, after precedence and extra vars, {@code {{ }}} references resolved
 * @param unresolved those that are needed and cannot be resolved, as written; not in {@code vars}
 * @param complete false where a file with its variables could not be read
 */
public record Host(
    String name,
    List<String> groups,
    Map<String, Value> vars,
    Map<String, Value> unresolved,
    boolean complete) {
  /** Nothing is missing. */
  public Host(String name, List<String> groups, Map<String, Value> vars) {
    this(name, groups, vars, Map.of(), true);
  }

  /** Whether what it lacks is a mistake of its own, and not the consequence of one that is told. */
  public boolean isWhole() {
    return complete && unresolved.isEmpty();
  }
}
