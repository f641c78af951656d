package io.portside.cli;

import io.portside.context.ContextChange;
import io.portside.context.ContextStore;
import io.portside.report.Asked;
import io.portside.report.ContextText;
import io.portside.report.ProblemLines;
import io.portside.rollout.ExitCode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands on contexts have in common: a change for each host. */
abstract class ContextsCommand implements Callable<Integer> {
  private final String name;
  private final Output output;

  @Mixin SourceOptions sources = new SourceOptions();

  @Option(
      names = "--docker-config",
      paramLabel = "DIR",
      description = "the docker client's folder (default: $DOCKER_CONFIG, else ~/.docker)")
  @Nullable Path configuration;

  @Option(names = "--force", description = "contexts that Portside did not make, too")
  boolean force;

  @Mixin StdoutOption stdout = new StdoutOption();

  ContextsCommand(String name, Output output) {
    this.name = name;
    this.output = output;
  }

  abstract ContextChange change(ContextStore store, ApiHost host);

  @Override
  public Integer call() {
    Instant started = Instant.now();
    var gathered = new Gathered();
    List<ApiHost> hosts = ApiHost.all(sources, gathered, Terminal.of(output.err()));
    gathered.throwIfAny();
    ContextStore store =
        new ContextStore(
            configuration == null ? ContextStore.usual(System.getenv()) : configuration);
    List<ContextChange> changes = hosts.stream().map(host -> change(store, host)).toList();
    Asked asked = new Asked(Main.VERSION, name, started, Instant.now());
    output
        .out()
        .print(stdout.json() ? ContextText.json(asked, changes) : ContextText.table(changes));
    var problems = new ProblemLines();
    changes.forEach(c -> c.problem().ifPresent(problem -> problems.add(c.name(), problem)));
    output.err().print(problems.text());
    boolean all = changes.stream().allMatch(change -> change.problem().isEmpty());
    return (all ? ExitCode.CONFORMS : ExitCode.FAILED).number();
  }
}
