package io.portside.problem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Problems found host by host; one that many hosts share, such as a group's variable, is told once.
 */
public final class HostProblems {
  private static final int SHOWN = 300;

  private final Map<Problem, Set<String>> hosts = new LinkedHashMap<>();

  /** Adds a problem of a host; its text does not name the host. */
  public void add(String host, Problem problem) {
    hosts.computeIfAbsent(problem, _ -> new LinkedHashSet<>()).add(host);
  }

  /** Each problem once, with the hosts that have it: {@code … (50 hosts: web[01:50])}. */
  public List<Problem> folded() {
    List<Problem> all = new ArrayList<>();
    hosts.forEach(
        (problem, names) ->
            all.add(
                new Problem(
                    problem.code(),
                    problem.where(),
                    problem.what() + " (" + named(List.copyOf(names)) + ")",
                    problem.hint())));
    return all;
  }

  /**
   * Ends the run where there is any problem.
   *
   * @throws InputException with all of them
   */
  public void throwIfAny() {
    if (!hosts.isEmpty()) {
      throw new InputException(folded());
    }
  }

  private static String named(List<String> names) {
    String list = HostNames.line(names, SHOWN);
    return names.size() == 1 ? "host " + list : names.size() + " hosts: " + list;
  }
}
