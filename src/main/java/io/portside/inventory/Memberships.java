package io.portside.inventory;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The groups that hosts are in through their direct ones. Many hosts are in the same groups, so
 * what follows from the groups alone is made once for all of them. Only for groups that no longer
 * change.
 */
final class Memberships<T> {
  /** By the set of groups, or by the group where there is but one, as for most hosts. */
  private final Map<Object, T> known = new HashMap<>();

  private final Function<List<Group>, T> make;

  /**
   * Makes things of all groups of a host.
   *
   * @param make takes them directly and through children, with {@code all}, in the order of {@link
   *     Group#PRECEDENCE}
   */
  Memberships(Function<List<Group>, T> make) {
    this.make = make;
  }

  T of(DeclaredHost host) {
    Set<Group> groups = host.groups();
    T found = known.get(groups.size() == 1 ? groups.iterator().next() : groups);
    if (found == null) {
      found = make.apply(all(groups));
      known.put(groups.size() == 1 ? groups.iterator().next() : Set.copyOf(groups), found);
    }
    return found;
  }

  private static List<Group> all(Set<Group> groups) {
    Set<Group> all = new LinkedHashSet<>();
    for (Group group : groups) {
      all.addAll(group.ancestors());
      all.add(group);
    }
    return all.stream().sorted(Group.PRECEDENCE).toList();
  }
}
