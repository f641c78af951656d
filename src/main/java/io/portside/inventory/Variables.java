package io.portside.inventory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /** All variables of one host, as written; vaulted files are opened. */
  Map<String, Value> of(DeclaredHost host) {
    Map<String, Value> vars = new LinkedHashMap<>();
    boolean _ = addTo(vars, host, true);
    return vars;
  }

  /** The same; empty where it takes a vaulted file, so that it is opened only if it has to be. */
  Optional<Map<String, Value>> withoutVault(DeclaredHost host) {
    Map<String, Value> vars = new LinkedHashMap<>();
    return addTo(vars, host, false) ? Optional.of(vars) : Optional.empty();
  }

  private boolean addTo(Map<String, Value> vars, DeclaredHost host, boolean open) {
    List<Group> groups = new ArrayList<>(host.allGroups());
    groups.remove(declared.all());
    groups.sort(Group.PRECEDENCE);
    List<String> names = groups.stream().map(Group::name).toList();
    vars.putAll(declared.all().vars());
    groups.forEach(group -> vars.putAll(group.vars()));
    boolean complete = files.addTo(vars, "group_vars", List.of(Declarations.ALL), open);
    complete &= files.addTo(vars, "group_vars", names, open);
    vars.putAll(host.vars());
    complete &= files.addTo(vars, "host_vars", List.of(host.name()), open);
    vars.putAll(extraVars);
    return complete;
  }
}
