package io.portside.cli;

import io.portside.desired.Desired;
import io.portside.inventory.Connection;
import io.portside.inventory.Connections;
import io.portside.inventory.Host;
import io.portside.plan.Planner;
import io.portside.report.EarlierReport;
import io.portside.rollout.Examination;
import io.portside.rollout.ExitCode;
import io.portside.rollout.Goal;
import io.portside.rollout.RolloutOptions;
import io.portside.template.Templates;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What apply, check and revert have in common: an inventory rolled out. */
abstract class FleetCommand implements Callable<Integer> {
  private final String name;
  final Output output;

  @Mixin SourceOptions sources = new SourceOptions();
  @Mixin LoginOptions login = new LoginOptions();
  @Mixin TemplateOptions templates = new TemplateOptions();
  @Mixin PaceOptions pace = new PaceOptions();
  @Mixin ReportOptions report = new ReportOptions();

  @Option(
      names = "--resume",
      paramLabel = "FILE.json",
      description =
          "only hosts that failed, were unreachable or never started in an earlier report")
  @Nullable Path resume;

  @Option(names = "--detailed-exitcode", description = "exit with 2 where something was changed")
  boolean detailedExitCode;

  FleetCommand(String name, Output output) {
    this.name = name;
    this.output = output;
  }

  /** What is to become of each host, in their order; checked as far as it can be without them. */
  abstract List<Goal> goals(List<Host> hosts, Templates templates, Terminal terminal);

  abstract Examination examination();

  abstract RolloutOptions pace();

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(output.err());
    Templates parsed = templates.load();
    List<Host> hosts = unfinished(sources.hosts(sources.inventory(terminal)));
    List<Goal> goals = goals(hosts, parsed, terminal);
    List<Connection> connections = Connections.of(hosts, login.defaults(terminal));
    Map<Connection, Goal> ways = new LinkedHashMap<>();
    for (int i = 0; i < hosts.size(); i++) {
      ways.put(connections.get(i), goals.get(i));
    }
    var result =
        new Run(name, output, terminal, login, report)
            .rollOut(ways, new Planner(parsed, false), examination(), pace(), pace.lockTimeout());
    return ExitCode.of(result, detailedExitCode).number();
  }

  static List<Goal> reach(List<Desired> desired) {
    return desired.stream().<Goal>map(Goal.Reach::new).toList();
  }

  private List<Host> unfinished(List<Host> hosts) {
    if (resume == null) {
      return hosts;
    }
    Set<String> names = EarlierReport.unfinished(resume);
    return hosts.stream().filter(h -> names.contains(h.name())).toList();
  }
}
