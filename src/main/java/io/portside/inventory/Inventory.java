package io.portside.inventory;

import io.portside.problem.InputException;
import io.portside.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An Ansible inventory: sources read, groups and hosts put together, variables merged by
 * precedence. Immutable once loaded.
 *
 * <p>Documented at docs.ansible.com under "How to build your inventory" and "Patterns: targeting
 * hosts and groups"; where that is silent, {@code ansible-inventory --list} is the oracle.
 */
public final class Inventory {
  private final Declarations declared;
  private final Variables variables;
  private final List<Problem> warnings;

  private Inventory(Declarations declared, Variables variables, List<Problem> warnings) {
    this.declared = declared;
    this.variables = variables;
    this.warnings = warnings;
  }

  /**
   * Reads the sources and their {@code group_vars} and {@code host_vars}.
   *
   * @param sources as {@code -i} takes them: files, directories, executables, or {@code
   *     host1,host2,}; later ones win
   * @param extraVars by name; beat everything
   * @throws InputException with all problems of all files
   */
  public static Inventory load(List<String> sources, Map<String, Value> extraVars) {
    return load(sources, extraVars, List.of());
  }

  /**
   * As {@link #load(List, Map)}, and with the {@code group_vars} and {@code host_vars} of the
   * directory that the program was started in: Ansible's commands read them too, as those of the
   * playbook's directory, and they beat those beside the sources.
   */
  public static Inventory load(
      List<String> sources, Map<String, Value> extraVars, Path workingDirectory) {
    return load(sources, extraVars, List.of(workingDirectory));
  }

  private static Inventory load(
      List<String> sources, Map<String, Value> extraVars, List<Path> furtherVarsDirectories) {
    var problems = new Problems();
    var declared = new Declarations(problems);
    var reader = new Sources(declared);
    sources.forEach(reader::read);
    if (declared.isTooLarge()) {
      problems.throwIfAny();
    }
    declared.reconcile();
    List<Path> varsDirectories = new ArrayList<>(reader.varsDirectories());
    varsDirectories.addAll(furtherVarsDirectories);
    var variables = new Variables(declared, new VarsFiles(varsDirectories, problems), extraVars);
    declared.hosts().values().forEach(variables::read);
    problems.throwIfAny();
    return new Inventory(declared, variables, problems.warnings());
  }

  /** What Ansible too would warn of: keys given twice, sections it skips. */
  public List<Problem> warnings() {
    return warnings;
  }

  /**
   * The hosts that patterns mean, in the order of the inventory. In them the connection variables
   * and {@code portside_*} are resolved; all other variables are as written.
   *
   * @param patterns each narrows further: the command's argument, then {@code --limit}; none: all
   * @throws InputException a pattern matches nothing, or a variable of a selected host cannot be
   *     resolved; all of them at once
   */
  public List<Host> select(List<String> patterns) {
    var problems = new Problems();
    List<Host> hosts = new ArrayList<>();
    var magic = new MagicVariables(declared);
    for (DeclaredHost host : new Selection(declared).select(patterns)) {
      hosts.add(resolved(host, magic, problems));
    }
    problems.throwIfAny();
    return List.copyOf(hosts);
  }

  /**
   * The names alone, without a look at the variables; else as {@link #select}.
   *
   * @throws InputException a pattern matches nothing
   */
  public List<String> match(List<String> patterns) {
    return new Selection(declared).select(patterns).stream().map(DeclaredHost::name).toList();
  }

  private Host resolved(DeclaredHost host, MagicVariables magic, Problems problems) {
    Map<String, Value> vars = variables.of(host);
    Map<String, Value> resolved = new LinkedHashMap<>();
    var references = new References(host.name(), vars, name -> magic.of(host, name));
    vars.forEach(
        (name, value) -> {
          if (References.mayBeIn(value.node()) && ConnectionVariables.isUsed(name)) {
            try {
              resolved.put(name, references.resolve(name, value));
            } catch (InputException e) {
              problems.error(e);
            }
          }
        });
    vars.putAll(resolved);
    return new Host(host.name(), magic.groupNames(host), Collections.unmodifiableMap(vars));
  }

  Declarations declared() {
    return declared;
  }

  /** As written, references unresolved. */
  Map<String, Value> varsOf(String host) {
    DeclaredHost known = declared.hosts().get(host);
    return known == null ? Map.of() : variables.of(known);
  }
}
