package io.portside.inventory;

import io.portside.problem.InputException;
import io.portside.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * An Ansible inventory: sources read, groups and hosts put together, variables merged by
 * precedence. Vaulted files with variables are opened where they are needed, the rest at once.
 *
 * <p>Documented at docs.ansible.com under "How to build your inventory" and "Patterns: targeting
 * hosts and groups"; where that is silent, {@code ansible-inventory --list} is the oracle.
 */
public final class Inventory {
  private final Declarations declared;
  private final Variables variables;
  private final Problems found;
  private final Vault vault;

  private Inventory(Declarations declared, Variables variables, Problems found, Vault vault) {
    this.declared = declared;
    this.variables = variables;
    this.found = found;
    this.vault = vault;
  }

  /** As {@link #load(List, Map, Vault)}, without a vault password. */
  public static Inventory load(List<String> sources, Map<String, Value> extraVars) {
    return load(sources, extraVars, Vault.CLOSED);
  }

  /**
   * Reads the sources and their {@code group_vars} and {@code host_vars}.
   *
   * @param sources as {@code -i} takes them: files, directories, executables, or {@code
   *     host1,host2,}; later ones win
   * @param extraVars by name; beat everything
   * @param vault opens vaulted sources now, vaulted variables and their files only when needed
   * @throws InputException with all problems of all files
   */
  public static Inventory load(List<String> sources, Map<String, Value> extraVars, Vault vault) {
    return load(sources, extraVars, vault, List.of());
  }

  /**
   * As {@link #load(List, Map, Vault)}, and with the {@code group_vars} and {@code host_vars} of
   * the directory that the program was started in: Ansible's commands read them too, as those of
   * the playbook's directory, and they beat those beside the sources.
   */
  public static Inventory load(
      List<String> sources, Map<String, Value> extraVars, Vault vault, Path workingDirectory) {
    return load(sources, extraVars, vault, List.of(workingDirectory));
  }

  private static Inventory load(
      List<String> sources,
      Map<String, Value> extraVars,
      Vault vault,
      List<Path> furtherVarsDirectories) {
    var problems = new Problems();
    var declared = new Declarations(problems);
    var reader = new Sources(declared, vault);
    sources.forEach(reader::read);
    if (declared.isTooLarge()) {
      problems.throwIfAny();
    }
    declared.reconcile();
    List<Path> varsDirectories = new ArrayList<>(reader.varsDirectories());
    varsDirectories.addAll(furtherVarsDirectories);
    var variables =
        new Variables(declared, new VarsFiles(varsDirectories, problems, vault), extraVars);
    declared.hosts().values().forEach(variables::read);
    problems.throwIfAny();
    return new Inventory(declared, variables, problems, vault);
  }

  /** What Ansible too would warn of: keys given twice, sections it skips. */
  public List<Problem> warnings() {
    return found.warnings();
  }

  /**
   * Hosts, and what is wrong with their variables: whoever has more to find wrong with the hosts
   * tells it all together.
   *
   * @param hosts without the needed variables that cannot be resolved, and those of vaulted files
   *     that cannot be opened
   */
  public record Selected(List<Host> hosts, List<Problem> problems) {}

  /**
   * The hosts that patterns mean, in the order of the inventory. In them the variables that are
   * needed are resolved; all others are as written.
   *
   * @param patterns each narrows further: the command's argument, then {@code --limit}; none: all
   * @throws InputException a pattern matches nothing
   */
  public Selected select(List<String> patterns, Needed needed) {
    List<DeclaredHost> selected = new Selection(declared).select(patterns);
    selected.forEach(variables::open);
    var problems = new Problems();
    var resolver =
        new HostResolver(variables, new MagicVariables(declared), needed, vault, problems);
    List<Host> hosts = selected.stream().map(resolver::host).toList();
    List<Problem> all = new ArrayList<>(found.all());
    all.addAll(problems.all());
    return new Selected(hosts, all);
  }

  /**
   * As {@link #select(List, Needed)} with all that a login takes.
   *
   * @throws InputException a needed variable of a selected host cannot be resolved, too
   */
  public List<Host> select(List<String> patterns) {
    Selected selected = select(patterns, Needed.LOGIN);
    if (!selected.problems().isEmpty()) {
      throw new InputException(selected.problems());
    }
    return selected.hosts();
  }

  /**
   * The names alone, without a look at the variables; else as {@link #select}.
   *
   * @throws InputException a pattern matches nothing
   */
  public List<String> match(List<String> patterns) {
    return new Selection(declared).select(patterns).stream().map(DeclaredHost::name).toList();
  }

  /** Whether a group of this name is declared. */
  public boolean hasGroup(String name) {
    return declared.groups().containsKey(name);
  }

  Declarations declared() {
    return declared;
  }

  /**
   * Opens the vaulted files with variables of these hosts.
   *
   * @throws InputException one cannot be opened, or something is wrong in it
   */
  void open(Collection<String> hosts) {
    for (String host : hosts) {
      DeclaredHost known = declared.hosts().get(host);
      if (known != null) {
        variables.open(known);
      }
    }
    found.throwIfAny();
  }

  /** As written, references unresolved; complete after {@link #open}. */
  Map<String, Value> varsOf(String host) {
    DeclaredHost known = declared.hosts().get(host);
    return known == null ? Map.of() : variables.of(known);
  }
}
