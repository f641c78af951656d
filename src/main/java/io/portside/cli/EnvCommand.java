package io.portside.cli;

import io.portside.problem.HostNames;
import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.report.EnvironmentText;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "env",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints what a shell needs for docker commands to go to one host, which is not contacted.",
      "Where dockerd listens for the host only, that is ssh://, and the login must reach its"
          + " socket."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  eval \"$(portside env -i hosts.yml web1)\" && docker ps",
      "  portside env -i hosts.yml web1 -o json"
    })
final class EnvCommand implements Callable<Integer> {
  private final Output output;

  @Mixin SourceOptions sources = new SourceOptions();
  @Mixin StdoutOption stdout = new StdoutOption();

  EnvCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    var gathered = new Gathered();
    List<ApiHost> hosts = ApiHost.all(sources, gathered, Terminal.of(output.err()));
    gathered.throwIfAny();
    if (hosts.size() != 1) {
      throw new InputException(
          Problem.of(
              ProblemCode.BAD_OPTION,
              "a shell talks to one host at a time, not to "
                  + HostNames.line(hosts.stream().map(ApiHost::name).toList(), 200),
              "name one of them: portside env HOST"));
    }
    ApiHost host = hosts.getFirst();
    output
        .out()
        .print(
            stdout.json()
                ? EnvironmentText.json(Main.VERSION, host.name(), host.dockerHost())
                : EnvironmentText.shell(host.dockerHost()));
    return 0;
  }
}
