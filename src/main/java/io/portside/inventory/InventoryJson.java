package io.portside.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Suggestion;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What {@code ansible-inventory --list} and {@code --host} print, keys sorted. As there, {@code
 * !vault} values are in it encrypted, and what is in a file that is vaulted as a whole is in the
 * clear: who asks for the variables and gives the password gets them. Others are as written.
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
    inventory.open(hosts);
    Set<String> shown = new HashSet<>(hosts);
    Map<String, JsonNode> groups = new TreeMap<>(CodePoints.ORDER);
    addGroup(inventory.declared().all(), shown, groups, new LinkedHashSet<>());
    ObjectNode hostVars = JSON.objectNode();
    hosts.stream()
        .sorted(CodePoints.ORDER)
        .forEach(
            name -> {
              ObjectNode vars = vars(inventory, name);
              if (!vars.isEmpty()) {
                hostVars.set(name, vars);
              }
            });
    groups.put("_meta", JSON.objectNode().set("hostvars", hostVars));
    ObjectNode list = JSON.objectNode();
    groups.forEach(list::set);
    return list;
  }

  /**
   * One host's variables, without those that Ansible sets itself.
   *
   * @throws InputException there is no such host
   */
  public static ObjectNode host(Inventory inventory, String name) {
    Set<String> known = inventory.declared().hosts().keySet();
    if (!known.contains(name)) {
      throw new InputException(
          new Problem(
              ProblemCode.PATTERN_MATCHES_NOTHING,
              "--host",
              "there is no host '" + name + "' in the inventory",
              Suggestion.hint(name, known, "see the hosts there are: portside inventory")));
    }
    inventory.open(List.of(name));
    return vars(inventory, name);
  }

  private static ObjectNode vars(Inventory inventory, String name) {
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
