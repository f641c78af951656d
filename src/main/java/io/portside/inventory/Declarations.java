package io.portside.inventory;

import io.portside.problem.InputException;
import io.portside.problem.Problem;
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
  private final Group all;
  private final Group ungrouped;
  private boolean tooLarge;

  Declarations(Problems problems) {
    this.problems = problems;
    all = group(ALL, new Origin(""));
    ungrouped = group(UNGROUPED, new Origin(""));
    all.add(ungrouped);
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

  /** The group of this name, declared here if it was not. */
  Group group(String name, Origin origin) {
    Group known = groups.get(name);
    if (known != null) {
      return known;
    }
    if (groups.size() >= Limits.GROUPS) {
      throw tooLarge(origin, "more than " + Limits.GROUPS + " groups");
    }
    Group group = new Group(name, origin);
    groups.put(name, group);
    return group;
  }

  Group all() {
    return all;
  }

  Group ungrouped() {
    return ungrouped;
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
  List<DeclaredHost> addHosts(HostRange range, Group group, String source, Origin origin) {
    List<DeclaredHost> added = new ArrayList<>();
    for (String name : range.names()) {
      DeclaredHost host = hosts.get(name);
      if (host == null) {
        if (hosts.size() >= Limits.HOSTS) {
          throw tooLarge(origin, "more than " + Limits.HOSTS + " hosts");
        }
        host = new DeclaredHost(name, source, origin);
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
      if (group != all() && !group.hasParents()) {
        addChild(all(), group, "");
      }
    }
    refuseDepth();
    var memberships = new Memberships<>(Set::copyOf);
    long count = 0;
    for (DeclaredHost host : hosts.values()) {
      Set<Group> its = memberships.of(host);
      count += its.size();
      if (count > Limits.MEMBERSHIPS) {
        throw tooLarge(
            host.origin(), "more than " + Limits.MEMBERSHIPS + " memberships of hosts in groups");
      }
      boolean grouped = its.stream().anyMatch(group -> group != all() && group != ungrouped);
      if (grouped && its.contains(ungrouped)) {
        ungrouped.remove(host);
      } else if (!grouped && !its.contains(ungrouped)) {
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

  private void refuseDepth() {
    for (Group group : groups.values()) {
      if (group.depth() > Limits.NESTING) {
        throw tooLarge(
            group.origin(),
            "groups nested more than " + Limits.NESTING + " deep, down to '" + group + "'");
      }
    }
  }

  /** Whether there was more than is taken, so that the rest need not be looked at. */
  boolean isTooLarge() {
    return tooLarge;
  }

  private InputException tooLarge(Origin origin, String what) {
    tooLarge = true;
    return new InputException(
        new Problem(
            ProblemCode.INVENTORY_UNSUPPORTED,
            origin.toString(),
            what,
            "split the inventory, or correct its ranges"));
  }

  private static Value port(int port, Origin origin) {
    return new Value(Numbers.integer(BigInteger.valueOf(port)), origin, false);
  }
}
