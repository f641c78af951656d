package io.portside.inventory;

import io.portside.problem.InputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes hosts of declared ones: resolves the variables that are needed. What hosts of the same
 * groups have in common is resolved once, and they share it.
 */
final class HostResolver {
  private final Variables variables;
  private final MagicVariables magic;
  private final Needed needed;
  private final Vault vault;
  private final Problems problems;
  private final IdentityHashMap<Map<String, Value>, Shared> ofGroups = new IdentityHashMap<>();

  /**
   * The variables that hosts have from their groups.
   *
   * @param needed the names of those with references
   * @param own of these, those that each host has to resolve for itself
   * @param dependsOn the names that the others lead to: a host that has one itself shares nothing
   * @param resolved all of them, the others resolved
   */
  private record Shared(
      List<String> needed, Set<String> own, Set<String> dependsOn, Map<String, Value> resolved) {}

  HostResolver(
      Variables variables, MagicVariables magic, Needed needed, Vault vault, Problems problems) {
    this.variables = variables;
    this.magic = magic;
    this.needed = needed;
    this.vault = vault;
    this.problems = problems;
  }

  Host host(DeclaredHost host) {
    Layered vars = variables.of(host);
    Shared shared = ofGroups.computeIfAbsent(vars.under(), this::share);
    boolean shares = Collections.disjoint(vars.over().keySet(), shared.dependsOn());
    List<String> names = new ArrayList<>();
    for (String name : shared.needed()) {
      if (!shares || shared.own().contains(name) || vars.over().containsKey(name)) {
        names.add(name);
      }
    }
    for (String name : vars.over().keySet()) {
      if (!vars.under().containsKey(name) && needed.includes(name)) {
        names.add(name);
      }
    }
    return resolved(host, vars, names, shares ? shared.resolved() : vars.under());
  }

  private Host resolved(
      DeclaredHost host, Layered vars, List<String> names, Map<String, Value> under) {
    boolean complete = variables.isComplete(host);
    var references = new References(vars, name -> magic.of(host, name), vault);
    Map<String, Value> over = new LinkedHashMap<>(vars.over());
    Map<String, Value> unresolved = new LinkedHashMap<>();
    for (String name : names) {
      Value value = vars.getOrDefault(name, Value.NOTHING);
      if (References.mayBeIn(value.node())) {
        try {
          over.put(name, references.resolve(name, value));
        } catch (InputException e) {
          unresolved.put(name, value);
          if (complete || !references.undefined()) {
            e.problems().forEach(problem -> problems.error(host.name(), problem));
          }
        }
      }
    }
    Map<String, Value> all = Collections.unmodifiableMap(new Layered(over, under));
    if (!unresolved.isEmpty()) {
      all = new LinkedHashMap<>(all);
      all.keySet().removeAll(unresolved.keySet());
    }
    return new Host(host.name(), magic.groupNames(host), all, unresolved, complete);
  }

  private Shared share(Map<String, Value> vars) {
    var shared =
        new Shared(new ArrayList<>(), new HashSet<>(), new HashSet<>(), new LinkedHashMap<>(vars));
    vars.forEach(
        (name, value) -> {
          if (needed.includes(name)) {
            shared.needed().add(name);
            if (References.mayBeIn(value.node())) {
              share(name, value, vars, shared);
            }
          }
        });
    return shared;
  }

  private void share(String name, Value value, Map<String, Value> vars, Shared shared) {
    Set<String> names = new LinkedHashSet<>();
    var references =
        new References(
            vars,
            referred -> {
              names.add(referred);
              return Optional.empty();
            },
            vault);
    try {
      Value resolved = references.resolve(name, value);
      if (Collections.disjoint(names, MagicVariables.NAMES)) {
        shared.dependsOn().addAll(names);
        shared.resolved().put(name, resolved);
        return;
      }
    } catch (InputException e) {
      // A host may have what is missing; if not, it is told as the host's.
    }
    shared.own().add(name);
  }
}
