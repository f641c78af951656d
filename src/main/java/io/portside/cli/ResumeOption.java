package io.portside.cli;

import io.portside.inventory.Host;
import io.portside.problem.HostNames;
import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.report.EarlierReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The hosts that an earlier run left. */
final class ResumeOption {
  private static final int NAMES = 300;

  @Option(
      names = "--resume",
      paramLabel = "FILE.json",
      description =
          "only hosts that failed, were unreachable or never started in an earlier report")
  @Nullable Path resume;

  /** The names that the report has left; empty without the option. */
  Optional<Set<String>> left() {
    return Optional.ofNullable(resume).map(EarlierReport::unfinished);
  }

  /**
   * Those of the hosts that the report has left. Others that it left and that are not among them,
   * as the inventory has changed or was narrowed, are told.
   *
   * @throws InputException none of what it left is among the hosts
   */
  List<Host> among(List<Host> hosts, Set<String> left, Terminal terminal) {
    List<Host> again = hosts.stream().filter(host -> left.contains(host.name())).toList();
    List<String> missing = new ArrayList<>(left);
    missing.removeAll(Set.copyOf(again.stream().map(Host::name).toList()));
    String names = HostNames.line(missing, NAMES);
    if (left.isEmpty()) {
      terminal.tell(resume + " left no host to be done");
    } else if (again.isEmpty()) {
      throw new InputException(
          new Problem(
              ProblemCode.BAD_OPTION,
              "--resume " + resume,
              "none of the hosts that it left is among those of this run: " + names,
              "give the inventory of that run, and no pattern that leaves them out"));
    } else if (!missing.isEmpty()) {
      terminal.tell("hosts that " + resume + " left, but not among those of this run: " + names);
    }
    return again;
  }
}
