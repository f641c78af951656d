package io.portside.inventory;

import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Suggestion;

/** What {@code ansible-inventory --graph} prints. */
public final class InventoryGraph {
  private InventoryGraph() {}

  /**
   * The tree below a group, one line each, without a last line end.
   *
   * @throws InputException there is no such group
   */
  public static String of(Inventory inventory, String groupName) {
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
    var graph = new StringBuilder();
    add(group, 0, graph);
    return graph.toString().stripTrailing();
  }

  private static void add(Group group, int depth, StringBuilder graph) {
    line("@" + group.name() + ":", depth, graph);
    group.children().forEach(child -> add(child, depth + 1, graph));
    if (!group.name().equals(Declarations.ALL)) {
      group.hosts().forEach(host -> line(host.name(), depth + 1, graph));
    }
  }

  private static void line(String text, int depth, StringBuilder graph) {
    graph.append("  |".repeat(depth)).append(depth > 0 ? "--" : "").append(text).append('\n');
  }
}
