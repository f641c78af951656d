package io.portside.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What {@code ansible-inventory --list} and {@code --host} print, keys sorted. Secrets are in it as
 * Ansible prints them: vaulted ones encrypted, others in the clear.
 */
public final class InventoryJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private InventoryJson() {}

  /**
   * {@code {"_meta": {"hostvars": {…}}, "all": {"children": […]}, GROUP: {"hosts": […], "children":
   * […]}}}; groups with neither are only named by their parents.
   *
   * @param hosts the names to show, as {@link Inventory#match} gives them
   */
  public static ObjectNode list(Inventory inventory, Collection<String> hosts) {
    Set<String> shown = new HashSet<>(hosts);
    Map<String, JsonNode> groups = new TreeMap<>(CodePoints.ORDER);
    addGroup(inventory.declared().all(), shown, groups, new LinkedHashSet<>());
    ObjectNode hostVars = JSON.objectNode();
    hosts.stream()
        .sorted(CodePoints.ORDER)
        .forEach(
            name -> {
              ObjectNode vars = host(inventory, name);
              if (!vars.isEmpty()) {
                hostVars.set(name, vars);
              }
            });
    groups.put("_meta", JSON.objectNode().set("hostvars", hostVars));
    ObjectNode list = JSON.objectNode();
    groups.forEach(list::set);
    return list;
  }

  /** One host's variables, without those that Ansible sets itself. */
  public static ObjectNode host(Inventory inventory, String name) {
    Map<String, JsonNode> vars = new TreeMap<>(CodePoints.ORDER);
    inventory.varsOf(name).forEach((key, value) -> vars.put(key, sorted(value.node())));
    ObjectNode node = JSON.objectNode();
    vars.forEach(node::set);
    return node;
  }

  private static void addGroup(
      Group group, Set<String> shown, Map<String, JsonNode> groups, Set<Group> seen) {
    if (!seen.add(group)) {
      return;
    }
    ObjectNode node = JSON.objectNode();
    ArrayNode children = JSON.arrayNode();
    ArrayNode hosts = JSON.arrayNode();
    group.children().forEach(child -> children.add(child.name()));
    if (!group.name().equals(Declarations.ALL)) {
      group.hosts().stream().map(DeclaredHost::name).filter(shown::contains).forEach(hosts::add);
    }
    if (!children.isEmpty()) {
      node.set("children", children);
    }
    if (!hosts.isEmpty()) {
      node.set("hosts", hosts);
    }
    if (!node.isEmpty()) {
      groups.put(group.name(), node);
    }
    group.children().forEach(child -> addGroup(child, shown, groups, seen));
  }

  private static JsonNode sorted(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        Map<String, JsonNode> entries = new TreeMap<>(CodePoints.ORDER);
        object.properties().forEach(e -> entries.put(e.getKey(), sorted(e.getValue())));
        ObjectNode copy = JSON.objectNode();
        entries.forEach(copy::set);
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = JSON.arrayNode();
        array.forEach(item -> copy.add(sorted(item)));
        yield copy;
      }
      default -> node;
    };
  }
}
