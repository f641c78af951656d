package io.portside.inventory;

import io.portside.inventory.PatternSyntax.Parsed;
import io.portside.inventory.PatternSyntax.Subscript;
import io.portside.problem.InputException;
import io.portside.problem.ProblemCode;
import io.portside.problem.Suggestion;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/**
 * Finds the hosts that patterns mean: unions first, then {@code &}, then {@code !}. Where Ansible
 * ignores a pattern that matches nothing, this is a problem: a slip in {@code !web} must not widen
 * what a run touches.
 */
final class Selection {
  /** Looking through all names for the nearest one takes its time; a file may hold many slips. */
  private static final int SUGGESTIONS = 20;

  private final Declarations declared;
  private final Problems problems = new Problems();

  Selection(Declarations declared) {
    this.declared = declared;
  }

  /**
   * The hosts in the order of the first, as far as all others have them too.
   *
   * @throws InputException a pattern matches nothing, or all together do
   */
  List<DeclaredHost> select(List<String> narrowing) {
    if (narrowing.isEmpty()) {
      return declared.all().allHosts();
    }
    List<DeclaredHost> hosts = evaluate(narrowing.getFirst());
    for (String patterns : narrowing.subList(1, narrowing.size())) {
      Set<DeclaredHost> others = new LinkedHashSet<>(evaluate(patterns));
      hosts = hosts.stream().filter(others::contains).toList();
    }
    if (hosts.isEmpty() && problems.errorCount() == 0) {
      problems.error(
          ProblemCode.PATTERN_MATCHES_NOTHING,
          String.join(" + ", narrowing),
          "no host is left",
          "see the hosts there are: portside inventory --graph");
    }
    problems.throwIfAny();
    return hosts;
  }

  private List<DeclaredHost> evaluate(String patterns) {
    List<String> single = new ArrayList<>();
    for (String pattern : PatternSyntax.split(patterns)) {
      if (pattern.startsWith("@")) {
        single.addAll(lines(pattern));
      } else {
        single.add(pattern);
      }
    }
    List<String> unions =
        single.stream().filter(p -> !p.startsWith("&") && !p.startsWith("!")).toList();
    Set<DeclaredHost> hosts = new LinkedHashSet<>();
    for (String pattern : unions.isEmpty() ? List.of(Declarations.ALL) : unions) {
      hosts.addAll(match(pattern));
    }
    single.stream()
        .filter(p -> p.startsWith("&"))
        .forEach(p -> hosts.retainAll(Set.copyOf(matchGroupsFirst(p.substring(1)))));
    single.stream()
        .filter(p -> p.startsWith("!"))
        .forEach(p -> matchGroupsFirst(p.substring(1)).forEach(hosts::remove));
    return List.copyOf(hosts);
  }

  private List<String> lines(String pattern) {
    try {
      return SourceFile.read(Path.of(pattern.substring(1))).lines().stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (InputException e) {
      problems.error(e);
    } catch (InvalidPathException e) {
      problems.error(ProblemCode.INVENTORY_MISSING, pattern, "no such file", "check the path");
    }
    return List.of();
  }

  private List<DeclaredHost> match(String pattern) {
    DeclaredHost plain = declared.hosts().get(pattern);
    return plain == null ? matchGroupsFirst(pattern) : List.of(plain);
  }

  /** Where a host has the name of a group, only a union means the host. */
  private List<DeclaredHost> matchGroupsFirst(String pattern) {
    if (pattern.isEmpty()) {
      return nothing(pattern, "an empty pattern");
    }
    Parsed parsed = PatternSyntax.parse(pattern);
    try {
      return matchParsed(pattern, parsed);
    } catch (PatternSyntaxException e) {
      return nothing(pattern, "no valid pattern: " + e.getDescription());
    } catch (NamePattern.TooManyStepsException e) {
      return nothing(pattern, "takes too long to match");
    }
  }

  private List<DeclaredHost> matchParsed(String pattern, Parsed parsed) {
    NamePattern names = NamePattern.compile(parsed.expression());
    List<Group> groups =
        declared.groups().values().stream().filter(group -> names.matches(group.name())).toList();
    List<DeclaredHost> hosts = new ArrayList<>();
    groups.forEach(group -> hosts.addAll(group.allHosts()));
    if (groups.isEmpty() || NamePattern.mayMatchHosts(parsed.expression())) {
      declared.hosts().values().stream()
          .filter(host -> names.matches(host.name()))
          .forEach(hosts::add);
    }
    if (hosts.isEmpty() && groups.isEmpty()) {
      return nothing(pattern, "matches no host and no group");
    }
    // A host that several groups have counts each time, as in Ansible.
    return subscript(pattern, hosts, parsed.subscript());
  }

  /** As in Ansible a range may reach beyond the hosts, a single index may not. */
  private List<DeclaredHost> subscript(
      String pattern, List<DeclaredHost> hosts, Subscript subscript) {
    int size = hosts.size();
    return switch (subscript) {
      case Subscript.None() -> hosts;
      case Subscript.One(int index) -> {
        int from = index < 0 ? size + index : index;
        yield hosts.isEmpty() || (from >= 0 && from < size)
            ? hosts.stream().skip(Math.max(0, from)).limit(1).toList()
            : nothing(pattern, "there are only " + size + " hosts");
      }
      case Subscript.Range(int first, int last) -> {
        int end = last < 0 ? size : Math.min(size, last + 1);
        yield hosts.subList(Math.min(first, end), end);
      }
    };
  }

  private List<DeclaredHost> nothing(String pattern, String what) {
    Set<String> known = new LinkedHashSet<>(declared.groups().keySet());
    known.addAll(declared.hosts().keySet());
    String otherwise =
        pattern.equals("localhost")
            ? "add localhost to the inventory, with ansible_connection: local"
            : "see the hosts and groups there are: portside inventory --graph";
    problems.error(
        ProblemCode.PATTERN_MATCHES_NOTHING,
        "pattern '" + pattern + "'",
        what,
        problems.errorCount() < SUGGESTIONS
            ? Suggestion.hint(pattern, known, otherwise)
            : otherwise);
    return List.of();
  }
}
