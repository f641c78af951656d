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
  private final Memberships<Boolean> groupsComplete = new Memberships<>(this::areComplete);

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

  /** All variables of one host, as written, over those of its groups; vaulted files are opened. */
  Layered of(DeclaredHost host) {
    Map<String, Value> own = new LinkedHashMap<>(host.vars());
    files.addTo(own, "host_vars", List.of(host.name()));
    own.putAll(extraVars);
    return new Layered(own, ofGroups.of(host));
  }

  /** Whether all of its files could be read. */
  boolean isComplete(DeclaredHost host) {
    return groupsComplete.of(host) && files.areComplete("host_vars", List.of(host.name()));
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

  private boolean areComplete(List<Group> withAll) {
    return files.areComplete("group_vars", names(withAll));
  }

  private List<Group> withoutAll(List<Group> groups) {
    return groups.stream().filter(group -> group != declared.all()).toList();
  }

  private static List<String> names(List<Group> groups) {
    return groups.stream().map(Group::name).toList();
  }
}
