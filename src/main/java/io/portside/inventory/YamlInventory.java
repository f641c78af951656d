package io.portside.inventory;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.portside.problem.ProblemCode;
import io.portside.problem.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Ansible's YAML format ({@code ansible.builtin.yaml}): each top-level key is a group with {@code
 * hosts}, {@code vars} and {@code children}.
 */
final class YamlInventory {
  private static final List<String> SECTIONS = List.of("hosts", "vars", "children");

  private final SourceFile source;
  private final Declarations declared;

  YamlInventory(SourceFile source, Declarations declared) {
    this.source = source;
    this.declared = declared;
  }

  void read(Tree.Entries document) {
    Tree.Entry plugin = document.entries().get("plugin");
    if (plugin != null && !plugin.value().isFalsy()) {
      declared
          .problems()
          .error(
              ProblemCode.INVENTORY_UNSUPPORTED,
              source.where(plugin.at()),
              "the configuration of the inventory plugin "
                  + plugin.value().json()
                  + ", not an inventory",
              "use an executable script that runs: ansible-inventory -i "
                  + source.name()
                  + " --list");
      return;
    }
    document.entries().forEach((name, entry) -> group(name, entry));
  }

  private Optional<Group> group(String name, Tree.Entry entry) {
    if (!entry.text() || name.isEmpty()) {
      error(entry.at(), "the group name " + name + " is not text", "put it in quotes");
      return Optional.empty();
    }
    if (!isMapping(entry.value())) {
      warning(
          entry.at(),
          "'" + name + "' is skipped: a group is a dictionary, not " + entry.value().kind(),
          "give it hosts, vars or children");
      return Optional.ofNullable(declared.groups().get(name));
    }
    Group group = declared.group(name, source.origin(entry.at()));
    if (entry.value() instanceof Tree.Entries sections) {
      sections.entries().forEach((key, section) -> section(group, key, section));
    }
    return Optional.of(group);
  }

  private void section(Group group, String key, Tree.Entry section) {
    if (!SECTIONS.contains(key)) {
      warning(
          section.at(),
          "'" + key + "' in group '" + group + "' is skipped: not hosts, vars or children",
          Suggestion.hint(key, SECTIONS, "move variables under vars:"));
      return;
    }
    Optional<Map<String, Tree.Entry>> entries = entries(section);
    if (entries.isEmpty()) {
      error(
          section.value().at(),
          "'%s' of group '%s' must be a dictionary, not %s"
              .formatted(key, group, section.value().kind()),
          "write each on a line of its own as 'name:', without '-'");
      return;
    }
    entries
        .get()
        .forEach(
            (name, entry) -> {
              switch (key) {
                case "vars" -> declared.setVar(group, name, value(entry));
                case "children" ->
                    group(name, entry)
                        .ifPresent(
                            child -> declared.addChild(group, child, source.where(entry.at())));
                default -> hosts(group, name, entry);
              }
            });
  }

  /** Text stands for a dictionary with this one key, nothing for an empty one. */
  private static Optional<Map<String, Tree.Entry>> entries(Tree.Entry section) {
    return switch (section.value()) {
      case Tree.Entries entries -> Optional.of(entries.entries());
      case Tree.Leaf leaf when leaf.json().isNull() -> Optional.of(Map.of());
      case Tree.Leaf leaf when leaf.json().isTextual() ->
          Optional.of(
              Map.of(
                  leaf.json().textValue(),
                  new Tree.Entry(
                      leaf.at(),
                      true,
                      new Tree.Leaf(leaf.at(), JsonNodeFactory.instance.nullNode()))));
      case Tree.Leaf _, Tree.Items _ -> Optional.empty();
    };
  }

  private void hosts(Group group, String pattern, Tree.Entry entry) {
    if (!entry.text() || pattern.isEmpty()) {
      error(entry.at(), "the host name " + pattern + " is not text", "put it in quotes");
      return;
    }
    if (!(entry.value() instanceof Tree.Entries) && !entry.value().isFalsy()) {
      error(
          entry.value().at(),
          "the host '"
              + pattern
              + "' must have a dictionary of variables, not "
              + entry.value().kind(),
          "write its variables below it, indented, as 'name: value'");
      return;
    }
    try {
      HostRange range = HostRange.expand(pattern);
      for (DeclaredHost host :
          declared.addHosts(range, group, source.name(), source.origin(entry.at()))) {
        if (entry.value() instanceof Tree.Entries vars) {
          vars.entries().forEach((key, variable) -> declared.setVar(host, key, value(variable)));
        }
      }
    } catch (HostRange.RangeException e) {
      error(entry.at(), e.getMessage() + ": " + pattern, "write host, host:port or host[01:20]");
    }
  }

  private Value value(Tree.Entry entry) {
    return new Value(entry.value().json(), source.origin(entry.at()), source.secret());
  }

  private static boolean isMapping(Tree tree) {
    return tree instanceof Tree.Entries || tree.json().isNull();
  }

  private void error(Position at, String what, String hint) {
    declared.problems().error(ProblemCode.INVENTORY_SYNTAX, source.where(at), what, hint);
  }

  private void warning(Position at, String what, String hint) {
    declared.problems().warning(ProblemCode.INVENTORY_SYNTAX, source.where(at), what, hint);
  }
}
