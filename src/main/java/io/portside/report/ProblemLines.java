package io.portside.report;

import io.portside.problem.HostNames;
import io.portside.problem.Problem;
import io.portside.problem.Untrusted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What went wrong on many hosts, for people: one that many share is told once. */
public final class ProblemLines {
  private static final int LINE = 500;

  private final Map<Problem, List<String>> hosts = new LinkedHashMap<>();

  /** Keeps a host's problem; where it was is left out, as it is at the host. */
  public void add(String host, Problem problem) {
    hosts
        .computeIfAbsent(
            Problem.of(problem.code(), problem.what(), problem.hint()), _ -> new ArrayList<>())
        .add(host);
  }

  /** Cause and mend of each, with a line end after each line. */
  public String text() {
    StringBuilder text = new StringBuilder();
    hosts.forEach(
        (problem, names) -> {
          text.append(HostNames.line(names, LINE))
              .append(": ")
              .append(problem.code().id())
              .append(": ")
              .append(Untrusted.line(problem.what(), LINE))
              .append('\n');
          if (!problem.hint().isEmpty()) {
            text.append("    mend: ").append(Untrusted.line(problem.hint(), LINE)).append('\n');
          }
        });
    return text.toString();
  }
}
