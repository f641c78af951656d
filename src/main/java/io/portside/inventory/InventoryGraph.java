package io.portside.inventory;

import io.portside.problem.HostNames;
import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Suggestion;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What {@code ansible-inventory --graph} prints, with many hosts of a group as ranges. */
public final class InventoryGraph {
  /** Up to so many hosts of a group have a line each. */
  private static final int MANY = 20;

  private final Set<String> shown;
  private final boolean narrowed;
  private final Set<Group> shownGroups = new HashSet<>();
  private final StringBuilder graph = new StringBuilder();

  private InventoryGraph(Inventory inventory, List<String> shown) {
    this.shown = Set.copyOf(shown);
    this.narrowed = this.shown.size() < inventory.declared().hosts().size();
    for (Group group : inventory.declared().groups().values()) {
      if (group.hosts().stream().anyMatch(host -> this.shown.contains(host.name()))) {
        shownGroups.add(group);
        shownGroups.addAll(group.ancestors());
      }
    }
  }

  /**
   * The tree below a group.
   *
   * @param hosts the names to show; where they are not all, groups without any of them are left out
   * @throws InputException there is no such group, or the tree is too long
   */
  public static String of(Inventory inventory, String groupName, List<String> hosts) {
    Group group = inventory.declared().groups().get(groupName);
    if (group == null) {
      throw new InputException(
          new Problem(
              ProblemCode.INVENTORY_GROUP_UNKNOWN,
              "",
              "there is no group '" + groupName + "'",
              Suggestion.hint(
                  groupName, inventory.declared().groups().keySet(), "the whole tree: all")));
    }
    var drawing = new InventoryGraph(inventory, hosts);
    drawing.add(group, 0);
    return drawing.graph.toString();
  }

  private void add(Group group, int depth) {
    line("@" + group.name() + ":", depth);
    if (graph.length() > Limits.GRAPH_TEXT) {
      throw tooLong(group);
    }
    group.children().stream()
        .filter(child -> !narrowed || shownGroups.contains(child))
        .forEach(child -> add(child, depth + 1));
    if (!group.name().equals(Declarations.ALL)) {
      List<String> names =
          group.hosts().stream().map(DeclaredHost::name).filter(shown::contains).toList();
      (names.size() > MANY ? HostNames.fold(names) : names).forEach(name -> line(name, depth + 1));
    }
  }

  /** A group is drawn below each of its parents: levels of shared children multiply. */
  private static InputException tooLong(Group group) {
    return new InputException(
        new Problem(
            ProblemCode.INVENTORY_UNSUPPORTED,
            "--graph",
            "the tree is longer than "
                + Limits.GRAPH_TEXT
                + " characters, as groups are drawn below each of their parents; it got as far as"
                + " group '"
                + group
                + "'",
            "draw a part of it: portside inventory GROUP --graph; --list names every group once"));
  }

  private void line(String text, int depth) {
    graph.append("  |".repeat(depth)).append(depth > 0 ? "--" : "").append(text).append('\n');
  }
}
