package io.portside.inventory;

import io.portside.problem.HostProblems;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Suggestion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Variables that look like a connection variable with a slip in it, such as {@code ansible_hots}.
 * Ansible accepts any name in silence, and so does Portside; but it warns.
 */
public final class Misspelt {
  private static final String PREFIX = "ansible_";

  /** Longer names may hold two slips. */
  private static final int LONG = 10;

  /** Others that Ansible knows and that are near to one of the connection's. */
  private static final Set<String> OTHERS =
      Set.of(
          "ansible_hostname",
          "ansible_hosts",
          "ansible_local",
          "ansible_port_range",
          "ansible_python",
          "ansible_users",
          "ansible_pipelining",
          "ansible_ssh_pipelining",
          "ansible_python_interpreter");

  private static final Set<String> TAILS =
      Stream.concat(ConnectionVariables.ALL.stream(), Stream.of("ansible_python_interpreter"))
          .map(name -> name.substring(PREFIX.length()))
          .collect(Collectors.toUnmodifiableSet());

  private Misspelt() {}

  /** A warning for each, with the name that was probably meant. */
  public static List<Problem> among(List<Host> hosts) {
    var warnings = new HostProblems();
    Map<String, Optional<String>> known = new HashMap<>();
    for (Host host : hosts) {
      host.vars()
          .forEach(
              (name, value) ->
                  known
                      .computeIfAbsent(name, Misspelt::meant)
                      .ifPresent(
                          near -> warnings.add(host.name(), warning(name, value.origin(), near))));
    }
    return warnings.folded();
  }

  private static Problem warning(String name, String origin, String near) {
    return new Problem(
        ProblemCode.VARIABLE_UNKNOWN,
        origin,
        name + " is no connection variable, so it says nothing",
        "did you mean '" + near + "'?");
  }

  private static Optional<String> meant(String name) {
    if (!name.startsWith(PREFIX)
        || ConnectionVariables.ALL.contains(name)
        || OTHERS.contains(name)) {
      return Optional.empty();
    }
    String tail = name.substring(PREFIX.length());
    return tail.length() < 3
        ? Optional.empty()
        : Suggestion.near(tail, TAILS, tail.length() < LONG ? 1 : 2).map(PREFIX::concat);
  }
}
