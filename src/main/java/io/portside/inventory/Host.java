package io.portside.inventory;

import java.util.List;
import java.util.Map;

/**
 * One host of the inventory with its variables resolved.
 *
 * @param name the inventory name, {@code inventory_hostname}
 * @param groups the groups it is in, directly or through children, without {@code all}; sorted
 * @param vars by name, after precedence and extra vars, {@code {{ }}} references resolved
 */
public record Host(String name, List<String> groups, Map<String, Value> vars) {}
