package io.portside.cli;

import io.portside.desired.Desired;
import io.portside.desired.DesiredReader;
import io.portside.inventory.Connection;
import io.portside.inventory.ConnectionDefaults;
import io.portside.inventory.Connections;
import io.portside.inventory.Host;
import io.portside.inventory.Needed;
import io.portside.plan.Planner;
import io.portside.report.Asked;
import io.portside.report.ProblemLines;
import io.portside.report.StatusText;
import io.portside.rollout.ExitCode;
import io.portside.rollout.HostStatus;
import io.portside.rollout.Poll;
import io.portside.rollout.Survey;
import io.portside.ssh.Connector;
import io.portside.template.Templates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Tells how each host is: SSH, engine, API and who can use it, containers, images, disk,"
          + " drift.",
      "The engine is asked over its API, else over SSH on its local socket; VIA says which. Only",
      "reads. Exit codes: 0 all answer, 4 one does not by SSH or by its API."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  portside status -i hosts.yml",
      "  portside status -i hosts.yml web -o json       one document for programs",
      "  portside status -i hosts.yml --watch 30        redrawn every 30 seconds"
    })
final class StatusCommand implements Callable<Integer> {
  private final Output output;

  @Mixin SourceOptions sources = new SourceOptions();
  @Mixin LoginOptions login = new LoginOptions();
  @Mixin TemplateOptions templates = new TemplateOptions();

  @Option(
      names = {"-f", "--forks"},
      paramLabel = "N",
      description = "hosts at once, not counting slow ones (default: 50)")
  int forks = 50;

  @Mixin StdoutOption stdout = new StdoutOption();
  @Mixin WatchOption watch = new WatchOption();

  StatusCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(output.err());
    var gathered = new Gathered();
    Optional<Poll> poll = gathered.of(() -> new Poll(forks));
    Optional<Duration> limit = gathered.of(login::limit);
    gathered.check(watch::check);
    Optional<ConnectionDefaults> defaults = gathered.of(login::unasked);
    Optional<Templates> parsed = gathered.of(templates::load);
    List<Host> hosts =
        gathered
            .of(() -> sources.inventory(terminal))
            .flatMap(
                read -> gathered.of(() -> sources.hosts(read, Needed.LOGIN, terminal, gathered)))
            .orElse(List.of());
    Optional<List<Desired>> desired = gathered.of(() -> DesiredReader.read(hosts));
    defaults.ifPresent(known -> gathered.of(() -> Connections.of(hosts, known)));
    parsed.ifPresent(
        all ->
            desired.ifPresent(
                states -> gathered.check(() -> SourceOptions.tryTemplates(all, states))));
    gathered.throwIfAny();
    List<Connection> connections = Connections.of(hosts, login.defaults(terminal));
    Planner planner = new Planner(Gathered.all(parsed), false);
    try (Connector connector = new Connector(login.settings(), terminal)) {
      // A survey is for one time.
      return watch.show(
          output,
          terminal.present(),
          () ->
              screen(
                  Gathered.all(poll),
                  surveys(
                      (connection, state) ->
                          new Survey(connector, planner, connection, state, Gathered.all(limit)),
                      connections,
                      Gathered.all(desired))));
    }
  }

  private static List<Survey> surveys(
      BiFunction<Connection, Desired, Survey> survey,
      List<Connection> connections,
      List<Desired> desired) {
    List<Survey> surveys = new ArrayList<>();
    for (int i = 0; i < connections.size(); i++) {
      surveys.add(survey.apply(connections.get(i), desired.get(i)));
    }
    return surveys;
  }

  private WatchOption.Screen screen(Poll poll, List<Survey> surveys) {
    Instant started = Instant.now();
    List<HostStatus> hosts = poll.ask(surveys);
    Asked asked = new Asked(Main.VERSION, "status", started, Instant.now());
    var problems = new ProblemLines();
    hosts.forEach(host -> host.problems().forEach(problem -> problems.add(host.host(), problem)));
    boolean well = hosts.stream().allMatch(HostStatus::well);
    return new WatchOption.Screen(
        stdout.json() ? StatusText.json(asked, hosts) : StatusText.table(hosts),
        problems.text(),
        (well ? ExitCode.CONFORMS : ExitCode.UNREACHABLE).number());
  }
}
