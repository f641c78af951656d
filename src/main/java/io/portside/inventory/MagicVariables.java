package io.portside.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The variables that Ansible sets itself and that references may use. They are no part of {@code
 * --list}.
 */
final class MagicVariables {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  static final Set<String> NAMES =
      Set.of(
          "inventory_hostname",
          "inventory_hostname_short",
          "group_names",
          "groups",
          "inventory_file",
          "inventory_dir");

  private final Declarations declared;
  private @Nullable ObjectNode groups;
  private final Memberships<List<String>> groupNames =
      new Memberships<>(
          groups ->
              groups.stream()
                  .map(Group::name)
                  .filter(name -> !name.equals(Declarations.ALL))
                  .sorted(CodePoints.ORDER)
                  .toList());

  MagicVariables(Declarations declared) {
    this.declared = declared;
  }

  /** Empty where the name is none of Ansible's own. */
  Optional<Value> of(DeclaredHost host, String name) {
    Optional<? extends JsonNode> node =
        switch (name) {
          case "inventory_hostname" -> text(host.name());
          case "inventory_hostname_short" -> text(shortName(host.name()));
          case "group_names" -> Optional.of(names(groupNames(host)));
          case "groups" -> Optional.of(groups());
          case "inventory_file" -> file(host).flatMap(file -> text(file.toString()));
          case "inventory_dir" ->
              file(host).flatMap(file -> text(file.resolveSibling("").toString()));
          default -> Optional.empty();
        };
    return node.map(value -> new Value(value, "set by Ansible"));
  }

  /** A list of hosts is no file. */
  private static Optional<Path> file(DeclaredHost host) {
    return host.source().contains(",")
        ? Optional.empty()
        : Optional.of(Path.of(host.source()).toAbsolutePath().normalize());
  }

  private static Optional<JsonNode> text(String text) {
    return Optional.of(JSON.textNode(text));
  }

  /** Directly or through children, without {@code all}; sorted. */
  List<String> groupNames(DeclaredHost host) {
    return groupNames.of(host);
  }

  private ObjectNode groups() {
    ObjectNode known = groups;
    if (known == null) {
      ObjectNode made = JSON.objectNode();
      declared
          .groups()
          .forEach(
              (name, group) ->
                  made.set(
                      name, names(group.allHosts().stream().map(DeclaredHost::name).toList())));
      groups = made;
      known = made;
    }
    return known;
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
}
