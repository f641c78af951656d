package io.portside.inventory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Function;

/** A group while and after the sources are read. Groups form a graph without cycles. */
final class Group {
  /** Which group's variables come first, so lose; Ansible's {@code sort_groups}. */
  static final Comparator<Group> PRECEDENCE =
      Comparator.comparingInt(Group::depth)
          .thenComparingInt(Group::priority)
          .thenComparing(Group::name, CodePoints.ORDER);

  private final String name;
  private final Origin origin;
  private final Set<DeclaredHost> hosts = new LinkedHashSet<>();
  private final Set<Group> children = new LinkedHashSet<>();
  private final Set<Group> parents = new LinkedHashSet<>();
  private final Map<String, Value> vars = new LinkedHashMap<>();
  private int priority = 1;
  private int depth;

  Group(String name, Origin origin) {
    this.name = name;
    this.origin = origin;
  }

  String name() {
    return name;
  }

  /** Where it was declared first. */
  Origin origin() {
    return origin;
  }

  Set<DeclaredHost> hosts() {
    return hosts;
  }

  Set<Group> children() {
    return children;
  }

  Map<String, Value> vars() {
    return vars;
  }

  /** The longest way down from {@code all}, which has 0. */
  int depth() {
    return depth;
  }

  int priority() {
    return priority;
  }

  void priority(int newPriority) {
    priority = newPriority;
  }

  void add(DeclaredHost host) {
    hosts.add(host);
    host.groups().add(this);
  }

  void remove(DeclaredHost host) {
    hosts.remove(host);
    host.groups().remove(this);
  }

  /** Whether the child could be added: false where it would close a cycle. */
  boolean add(Group child) {
    if (child == this || ancestors().contains(child)) {
      return false;
    }
    if (children.add(child)) {
      child.parents.add(this);
      child.deepen(depth + 1);
    }
    return true;
  }

  Set<Group> ancestors() {
    SequencedSet<Group> all = walk(group -> group.parents);
    all.remove(this);
    return all;
  }

  /** Its own hosts, then its children's, level by level. */
  List<DeclaredHost> allHosts() {
    Set<DeclaredHost> all = new LinkedHashSet<>();
    walk(group -> group.children).forEach(group -> all.addAll(group.hosts));
    return List.copyOf(all);
  }

  boolean hasParents() {
    return !parents.isEmpty();
  }

  /** Stops where it is too deep anyway, which is told in the end. */
  private void deepen(int atLeast) {
    List<Group> level = List.of(this);
    for (int at = atLeast; !level.isEmpty() && at <= Limits.NESTING + 1; at++) {
      Set<Group> below = new LinkedHashSet<>();
      for (Group group : level) {
        if (group.depth < at) {
          group.depth = at;
          below.addAll(group.children);
        }
      }
      level = new ArrayList<>(below);
    }
  }

  private SequencedSet<Group> walk(Function<Group, Set<Group>> next) {
    SequencedSet<Group> seen = new LinkedHashSet<>();
    var waiting = new ArrayDeque<Group>();
    waiting.add(this);
    seen.add(this);
    while (!waiting.isEmpty()) {
      for (Group group : next.apply(waiting.remove())) {
        if (seen.add(group)) {
          waiting.add(group);
        }
      }
    }
    return seen;
  }

  @Override
  public String toString() {
    return name;
  }
}
