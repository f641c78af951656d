package io.portside.inventory;

import java.util.ArrayList;
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

  Variables(Declarations declared, VarsFiles files, Map<String, Value> extraVars) {
    this.declared = declared;
    this.files = files;
    this.extraVars = extraVars;
  }

  /** All variables of one host, as written. */
  Map<String, Value> of(DeclaredHost host) {
    List<Group> groups = new ArrayList<>(host.allGroups());
    groups.remove(declared.all());
    groups.sort(Group.PRECEDENCE);
    Map<String, Value> vars = new LinkedHashMap<>(declared.all().vars());
    groups.forEach(group -> vars.putAll(group.vars()));
    files.addTo(vars, "group_vars", List.of(Declarations.ALL));
    files.addTo(vars, "group_vars", groups.stream().map(Group::name).toList());
    vars.putAll(host.vars());
    files.addTo(vars, "host_vars", List.of(host.name()));
    vars.putAll(extraVars);
    return vars;
  }
}
