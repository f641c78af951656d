package io.portside.cli;

import io.portside.desired.Desired;
import io.portside.desired.DesiredReader;
import io.portside.inventory.Connection;
import io.portside.inventory.ConnectionDefaults;
import io.portside.inventory.Connections;
import io.portside.inventory.Host;
import io.portside.inventory.Needed;
import io.portside.plan.Planner;
import io.portside.rollout.Examination;
import io.portside.rollout.ExitCode;
import io.portside.rollout.Goal;
import io.portside.rollout.RolloutOptions;
import io.portside.template.Templates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.IntStream;
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

  @Mixin ResumeOption resume = new ResumeOption();

  @Option(names = "--detailed-exitcode", description = "exit with 2 where something was changed")
  boolean detailedExitCode;

  FleetCommand(String name, Output output) {
    this.name = name;
    this.output = output;
  }

  /** Tells now what is wrong with the states, as far as it shows without the hosts. */
  abstract void check(List<Desired> desired, Templates templates);

  /** What is to become of each host, in their order; asks what has to be asked. */
  abstract List<Goal> goals(List<Desired> desired, Terminal terminal);

  /** Nothing is to be changed: {@code --check}. */
  abstract boolean onlyTells();

  abstract boolean yes();

  abstract RolloutOptions pace();

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(output.err());
    var gathered = new Gathered();
    Optional<RolloutOptions> pace = gathered.of(this::pace);
    Optional<Duration> lockTimeout = gathered.of(this.pace::lockTimeout);
    Optional<ConnectionDefaults> login = gathered.of(this.login::unasked);
    gathered.of(report::files);
    Optional<Set<String>> left = gathered.of(resume::left).flatMap(Function.identity());
    Optional<Templates> parsed = gathered.of(templates::load);
    List<Host> hosts =
        gathered
            .of(() -> sources.inventory(terminal))
            .flatMap(
                read -> gathered.of(() -> sources.hosts(read, Needed.LOGIN, terminal, gathered)))
            .flatMap(
                all ->
                    left.map(names -> gathered.of(() -> resume.among(all, names, terminal)))
                        .orElse(Optional.of(all)))
            .orElse(List.of());
    Optional<List<Desired>> desired = gathered.of(() -> DesiredReader.read(hosts));
    Optional<Map<String, String>> spread = gathered.of(() -> this.pace.places(hosts));
    login.ifPresent(defaults -> gathered.of(() -> Connections.of(hosts, defaults)));
    parsed.ifPresent(
        all ->
            desired.ifPresent(states -> gathered.check(() -> check(ofWhole(hosts, states), all))));
    gathered.throwIfAny();
    Map<String, String> places = Gathered.all(spread);
    List<Goal> goals = goals(Gathered.all(desired), terminal);
    List<Connection> connections = Connections.of(hosts, this.login.defaults(terminal));
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < hosts.size(); i++) {
      Optional<String> place = Optional.ofNullable(places.get(hosts.get(i).name()));
      targets.add(new Target(connections.get(i), goals.get(i), place));
    }
    var result =
        new Run(name, output, terminal, this.login, report)
            .rollOut(
                targets,
                new Planner(Gathered.all(parsed), false),
                Examination.GO_ON,
                Optional.of(new PlanQuestion(onlyTells(), yes())),
                Gathered.all(pace),
                Gathered.all(lockTimeout));
    return ExitCode.of(result, detailedExitCode).number();
  }

  static List<Goal> reach(List<Desired> desired) {
    return desired.stream().<Goal>map(Goal.Reach::new).toList();
  }

  /** The states of the hosts that lack nothing: of others too much would be told. */
  private static List<Desired> ofWhole(List<Host> hosts, List<Desired> states) {
    return IntStream.range(0, hosts.size())
        .filter(i -> hosts.get(i).isWhole())
        .mapToObj(states::get)
        .toList();
  }
}
