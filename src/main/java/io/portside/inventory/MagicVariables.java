package io.portside.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The variables that Ansible sets itself and that references may use. They are no part of {@code
 * --list}.
 */
final class MagicVariables {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ObjectNode groups = JSON.objectNode();

  MagicVariables(Declarations declared) {
    declared
        .groups()
        .forEach(
            (name, group) ->
                groups.set(
                    name, names(group.allHosts().stream().map(DeclaredHost::name).toList())));
  }

  Map<String, Value> over(Map<String, Value> vars, DeclaredHost host) {
    Map<String, Value> all = new LinkedHashMap<>(vars);
    put(all, "inventory_hostname", JSON.textNode(host.name()));
    put(all, "inventory_hostname_short", JSON.textNode(shortName(host.name())));
    put(all, "group_names", names(groupNames(host)));
    put(all, "groups", groups);
    if (!host.source().contains(",")) {
      Path file = Path.of(host.source()).toAbsolutePath().normalize();
      put(all, "inventory_file", JSON.textNode(file.toString()));
      put(all, "inventory_dir", JSON.textNode(file.resolveSibling("").toString()));
    }
    return all;
  }

  /** Directly or through children, without {@code all}; sorted. */
  static List<String> groupNames(DeclaredHost host) {
    return host.allGroups().stream()
        .map(Group::name)
        .filter(name -> !name.equals(Declarations.ALL))
        .sorted(CodePoints.ORDER)
        .toList();
  }

  private static String shortName(String name) {
    int dot = name.indexOf('.');
    return HostAddress.isNumeric(name) || dot < 0 ? name : name.substring(0, dot);
  }

  private static ArrayNode names(List<String> names) {
    ArrayNode array = JSON.arrayNode();
    names.forEach(array::add);
    return array;
  }

  private static void put(Map<String, Value> vars, String name, JsonNode node) {
    vars.put(name, new Value(node, "set by Ansible"));
  }
}
