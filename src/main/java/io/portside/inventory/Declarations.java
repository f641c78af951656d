package io.portside.inventory;

import io.portside.problem.ProblemCode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All groups and hosts that the sources declare, in the order they do. */
final class Declarations {
  static final String ALL = "all";
  static final String UNGROUPED = "ungrouped";

  private final Problems problems;
  private final Map<String, Group> groups = new LinkedHashMap<>();
  private final Map<String, DeclaredHost> hosts = new LinkedHashMap<>();

  Declarations(Problems problems) {
    this.problems = problems;
    group(ALL).add(group(UNGROUPED));
  }

  Problems problems() {
    return problems;
  }

  Map<String, Group> groups() {
    return groups;
  }

  Map<String, DeclaredHost> hosts() {
    return hosts;
  }

  /** The group of this name, declared if it was not. */
  Group group(String name) {
    return groups.computeIfAbsent(name, Group::new);
  }

  Group all() {
    return group(ALL);
  }

  void addChild(Group parent, Group child, String where) {
    if (!parent.add(child)) {
      problems.error(
          ProblemCode.INVENTORY_SYNTAX,
          where,
          "the group '" + child + "' as a child of '" + parent + "' makes a cycle",
          "remove one of the two from the other's children");
    }
  }

  /** A port counts only where the host is new, as in Ansible. */
  List<DeclaredHost> addHosts(HostRange range, Group group, String source, String origin) {
    List<DeclaredHost> added = new ArrayList<>();
    for (String name : range.names()) {
      DeclaredHost host = hosts.get(name);
      if (host == null) {
        host = new DeclaredHost(name, source);
        hosts.put(name, host);
        if (range.port().isPresent()) {
          host.vars().put("ansible_port", port(range.port().get(), origin));
        }
      }
      group.add(host);
      added.add(host);
    }
    return added;
  }

  /** Where a group has the host's name, the variable is the group's, as in Ansible. */
  void setVar(DeclaredHost host, String name, Value value) {
    Group namesake = groups.get(host.name());
    if (namesake == null) {
      host.vars().put(name, value);
    } else {
      setVar(namesake, name, value);
    }
  }

  /** {@code ansible_group_priority} is the group's own and no variable of its hosts. */
  void setVar(Group group, String name, Value value) {
    if (!name.equals("ansible_group_priority")) {
      group.vars().put(name, value);
      return;
    }
    try {
      // Python's int() cuts a number's fraction off, but takes none in text.
      group.priority(
          value.node().isNumber()
              ? value.node().intValue()
              : Integer.parseInt(value.node().asText().strip()));
    } catch (NumberFormatException e) {
      problems.error(
          ProblemCode.VARIABLE_INVALID,
          value.origin(),
          "ansible_group_priority of group '" + group + "' is no whole number",
          "give a number; the greater wins, 1 is the default");
    }
  }

  /** Every group below {@code all}, and {@code ungrouped} for exactly the hosts without a group. */
  void reconcile() {
    for (Group group : List.copyOf(groups.values())) {
      if (group != all() && group.ancestors().isEmpty()) {
        addChild(all(), group, "");
      }
    }
    Group ungrouped = group(UNGROUPED);
    for (DeclaredHost host : hosts.values()) {
      Set<Group> its = host.allGroups();
      its.remove(all());
      if (its.size() > 1 && its.contains(ungrouped)) {
        ungrouped.remove(host);
      } else if (its.isEmpty()) {
        ungrouped.add(host);
      }
      if (groups.containsKey(host.name())) {
        problems.warning(
            ProblemCode.INVENTORY_SYNTAX,
            host.source(),
            "'" + host + "' is both a host and a group",
            "rename one, so that patterns mean one thing");
      }
    }
  }

  private static Value port(int port, String origin) {
    return new Value(Numbers.integer(BigInteger.valueOf(port)), origin);
  }
}
