package io.portside.inventory;

import io.portside.problem.ProblemCode;
import io.portside.problem.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups that an INI file names before it declares them. As in Ansible, such a child joins its
 * parents where it is declared, which decides the order of their children.
 */
final class PendingGroups {
  private record Pending(Position at, List<Group> parents) {}

  private final SourceFile source;
  private final Declarations declared;
  private final Map<String, Pending> pending = new LinkedHashMap<>();

  PendingGroups(SourceFile source, Declarations declared) {
    this.source = source;
    this.declared = declared;
  }

  void varsBeforeGroup(String name, Position at) {
    pending.putIfAbsent(name, new Pending(at, List.of()));
  }

  void childBeforeGroup(String name, Group parent, Position at) {
    pending.computeIfAbsent(name, _ -> new Pending(at, new ArrayList<>())).parents().add(parent);
  }

  void declared(Group group) {
    Pending found = pending.remove(group.name());
    if (found == null) {
      return;
    }
    for (Group parent : found.parents()) {
      declared.addChild(parent, group, source.where(found.at()));
    }
  }

  /** What the end of the file leaves open was never declared. */
  void report() {
    pending.forEach(
        (name, open) -> {
          List<String> known = new ArrayList<>(declared.groups().keySet());
          known.removeAll(pending.keySet());
          String what =
              open.parents().isEmpty()
                  ? "[" + name + ":vars] is for a group that does not exist"
                  : "["
                      + open.parents().getFirst()
                      + ":children] names the group '"
                      + name
                      + "', which does not exist";
          declared
              .problems()
              .error(
                  ProblemCode.INVENTORY_GROUP_UNKNOWN,
                  source.where(open.at()),
                  what,
                  Suggestion.hint(name, known, "declare it with a section [" + name + "]"));
        });
  }
}
