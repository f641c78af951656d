package io.portside.inventory;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A host as the sources declare it: its own variables and the groups it is directly in. */
final class DeclaredHost {
  private final String name;
  private final String source;
  private final Origin origin;
  private final Map<String, Value> vars = new LinkedHashMap<>(4);
  private final Set<Group> groups = new LinkedHashSet<>(2);

  DeclaredHost(String name, String source, Origin origin) {
    this.name = name;
    this.source = source;
    this.origin = origin;
  }

  String name() {
    return name;
  }

  /** The source that named it first: {@code inventory_file}. */
  String source() {
    return source;
  }

  /** Where it was named first. */
  Origin origin() {
    return origin;
  }

  Map<String, Value> vars() {
    return vars;
  }

  /** Directly. */
  Set<Group> groups() {
    return groups;
  }

  @Override
  public String toString() {
    return name;
  }
}
