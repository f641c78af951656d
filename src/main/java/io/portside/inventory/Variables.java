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
  private final Memberships<Boolean> groupsRead = new Memberships<>(this::read);
  private final Memberships<Map<String, Value>> ofGroups = new Memberships<>(this::ofGroups);

  Variables(Declarations declared, VarsFiles files, Map<String, Value> extraVars) {
    this.declared = declared;
    this.files = files;
    this.extraVars = extraVars;
  }

  /** Reads the files of a host and its groups, so that what is wrong in them is told. */
  void read(DeclaredHost host) {
    boolean _ = groupsRead.of(host);
    files.read("host_vars", List.of(host.name()));
  }

  /** Opens those of them that are vaulted. */
  void open(DeclaredHost host) {
    ofGroups.of(host);
    files.addTo(new LinkedHashMap<>(), "host_vars", List.of(host.name()));
  }

  /** All variables of one host, as written, in a map of its own; vaulted files are opened. */
  Map<String, Value> of(DeclaredHost host) {
    Map<String, Value> vars = new LinkedHashMap<>(ofGroups.of(host));
    vars.putAll(host.vars());
    files.addTo(vars, "host_vars", List.of(host.name()));
    vars.putAll(extraVars);
    return vars;
  }

  private boolean read(List<Group> withAll) {
    files.read("group_vars", List.of(Declarations.ALL));
    files.read("group_vars", names(withoutAll(withAll)));
    return true;
  }

  private Map<String, Value> ofGroups(List<Group> withAll) {
    List<Group> groups = withoutAll(withAll);
    Map<String, Value> vars = new LinkedHashMap<>(declared.all().vars());
    groups.forEach(group -> vars.putAll(group.vars()));
    files.addTo(vars, "group_vars", List.of(Declarations.ALL));
    files.addTo(vars, "group_vars", names(groups));
    return vars;
  }

  private List<Group> withoutAll(List<Group> groups) {
    return groups.stream().filter(group -> group != declared.all()).toList();
  }

  private static List<String> names(List<Group> groups) {
    return groups.stream().map(Group::name).toList();
  }
}
