package io.portside.inventory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The precedence of variables, low to high: {@code all} inline, other groups inline, {@code
 * group_vars/all}, other {@code group_vars}, the host inline, {@code host_vars}, extra vars. A
 * dictionary replaces the one below it, it does not merge ({@code hash_behaviour = replace}).
 */
final class Variables {
  private final Declarations declared;
  private final VarsFiles files;
  private final Map<String, Value> extraVars;
  private final Memberships<Map<String, Value>> ofGroups = new Memberships<>(this::ofGroups);

  Variables(Declarations declared, VarsFiles files, Map<String, Value> extraVars) {
    this.declared = declared;
    this.files = files;
    this.extraVars = extraVars;
  }

  /** Reads the files of a host and its groups, so that what is wrong in them is told. */
  void read(DeclaredHost host) {
    ofGroups.of(host);
    files.addTo(new LinkedHashMap<>(), "host_vars", List.of(host.name()));
  }

  /** All variables of one host, as written, in a map of its own. */
  Map<String, Value> of(DeclaredHost host) {
    Map<String, Value> vars = new LinkedHashMap<>(ofGroups.of(host));
    vars.putAll(host.vars());
    files.addTo(vars, "host_vars", List.of(host.name()));
    vars.putAll(extraVars);
    return vars;
  }

  private Map<String, Value> ofGroups(List<Group> withAll) {
    List<Group> groups = withAll.stream().filter(group -> group != declared.all()).toList();
    Map<String, Value> vars = new LinkedHashMap<>(declared.all().vars());
    groups.forEach(group -> vars.putAll(group.vars()));
    files.addTo(vars, "group_vars", List.of(Declarations.ALL));
    files.addTo(vars, "group_vars", groups.stream().map(Group::name).toList());
    return vars;
  }
}
