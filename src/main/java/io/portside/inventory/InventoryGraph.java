package io.portside.inventory;

import io.portside.problem.HostNames;
import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Suggestion;
import java.util.List;
import java.util.Set;

/** What {@code ansible-inventory --graph} prints, with many hosts of a group as ranges. */
public final class InventoryGraph {
  /** Up to so many hosts of a group have a line each. */
  private static final int MANY = 20;

  private final Set<String> shown;
  private final boolean narrowed;
  private final StringBuilder graph = new StringBuilder();

  private InventoryGraph(Inventory inventory, List<String> shown) {
    this.shown = Set.copyOf(shown);
    this.narrowed = this.shown.size() < inventory.declared().hosts().size();
  }

  /**
   * The tree below a group.
   *
   * @param hosts the names to show; where they are not all, groups without any of them are left out
   * @throws InputException there is no such group
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
    group.children().stream().filter(this::isShown).forEach(child -> add(child, depth + 1));
    if (!group.name().equals(Declarations.ALL)) {
      List<String> names =
          group.hosts().stream().map(DeclaredHost::name).filter(shown::contains).toList();
      (names.size() > MANY ? HostNames.fold(names) : names).forEach(name -> line(name, depth + 1));
    }
  }

  private boolean isShown(Group group) {
    return !narrowed || group.allHosts().stream().anyMatch(host -> shown.contains(host.name()));
  }

  private void line(String text, int depth) {
    graph.append("  |".repeat(depth)).append(depth > 0 ? "--" : "").append(text).append('\n');
  }
}
