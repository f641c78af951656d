package io.portside.cli;

import io.portside.desired.Desired;
import io.portside.desired.DesiredReader;
import io.portside.inventory.Connection;
import io.portside.inventory.Connections;
import io.portside.inventory.ExtraVars;
import io.portside.inventory.Host;
import io.portside.inventory.Inventory;
import io.portside.inventory.Needed;
import io.portside.inventory.Value;
import io.portside.inventory.Vault;
import io.portside.outcome.HostReport;
import io.portside.plan.Planner;
import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.rollout.ExitCode;
import io.portside.rollout.Goal;
import io.portside.rollout.RolloutOptions;
import io.portside.rollout.RolloutResult;
import io.portside.template.Templates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "fix",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "One host, no inventory: says why nothing listens, and mends it.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  portside fix ops@10.0.0.7                            asks before it does anything",
      "  portside fix ops@10.0.0.7 --explain                  only why; changes nothing",
      "  portside fix ops@10.0.0.7 -y --allow-open            for scripts",
      "  portside fix 10.0.0.7:2222 -e portside_listen='[\"tcp://127.0.0.1:2375\"]'"
    })
final class FixCommand implements Callable<Integer> {
  private static final Pattern DESTINATION =
      Pattern.compile(
          "(?:([^@\\s]+)@)?(\\[[0-9A-Fa-f:.]+]|(?!all$)[^:,*?!&~\\[\\s]+)(?::(\\d{1,5}))?");

  private final Output output;

  @Parameters(paramLabel = "[USER@]HOST[:PORT]", description = "the host, as ssh would be told")
  String destination = "";

  @Option(
      names = {"-e", "--extra-vars"},
      paramLabel = "X",
      description = "portside_* and ansible_* variables: k=v, JSON, or @file.yml; repeats")
  List<String> extraVars = new ArrayList<>();

  @Option(
      names = "--explain",
      description = "stop after the diagnosis: exit 2 where something is wrong, 0 where not")
  boolean explain;

  @Option(
      names = {"-C", "--check"},
      description = "diagnose, and tell what would be done: exit 2 where something would change")
  boolean check;

  @Mixin VaultOptions vault = new VaultOptions();
  @Mixin LoginOptions login = new LoginOptions();
  @Mixin ConsentOptions consent = new ConsentOptions();
  @Mixin TemplateOptions templates = new TemplateOptions();
  @Mixin PaceOptions pace = new PaceOptions();
  @Mixin ReportOptions report = new ReportOptions();

  FixCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(output.err());
    if (!check && !explain && !consent.yes && !terminal.present()) {
      throw new InputException(
          Problem.of(
              ProblemCode.QUESTION_NEEDS_TERMINAL,
              "there is no terminal to ask at before the host is changed",
              "say yes with --yes, or only diagnose with --explain or --check"));
    }
    var gathered = new Gathered();
    Optional<RolloutOptions> options = gathered.of(() -> pace.of("100%", true));
    Optional<Duration> lockTimeout = gathered.of(pace::lockTimeout);
    Optional<Templates> loaded = gathered.of(templates::load);
    Optional<Host> read = gathered.of(() -> host(terminal, gathered));
    Optional<Desired> desired = read.flatMap(h -> gathered.of(() -> DesiredReader.read(h)));
    read.ifPresent(h -> gathered.of(() -> Connections.of(h, login.unasked())));
    gathered.throwIfAny();
    Templates parsed = Gathered.all(loaded);
    List<Desired> states = List.of(Gathered.all(desired));
    SourceOptions.tryTemplates(parsed, states);
    Desired wanted = states.getFirst();
    Connection connection = Connections.of(Gathered.all(read), login.defaults(terminal));
    var explanation = new Explanation(output, terminal, wanted, consent, explain, check || explain);
    RolloutResult result =
        new Run("fix", output, terminal, login, report)
            .rollOut(
                List.of(
                    new Target(connection, new Goal.Reach(wanted.withConsent()), Optional.empty())),
                new Planner(parsed, true),
                explanation,
                Optional.empty(),
                Gathered.all(options),
                Gathered.all(lockTimeout));
    HostReport ended = result.reports().getFirst();
    ExitCode code = ExitCode.of(result, false);
    if (code == ExitCode.CONFORMS && !ended.endpoints().isEmpty()) {
      proof(terminal, ended);
    }
    // Nothing was to be mended: a host that is not well is what was asked about, not a failure.
    boolean told = explain && explanation.diagnosed() && code == ExitCode.FAILED;
    return (told ? ExitCode.DRIFT : code).number();
  }

  // The rollout has asked each endpoint off loopback from here, else it would have failed.
  private static void proof(Terminal terminal, HostReport ended) {
    String endpoint = ended.endpoints().getFirst();
    boolean asked = ended.steps().stream().anyMatch(step -> step.name().equals("verify"));
    terminal.tell(
        (asked ? "asked from here, " + endpoint + " answers" : endpoint + " answers on the host")
            + "; try it: docker -H "
            + endpoint
            + " ps");
  }

  private Host host(Terminal terminal, Gathered gathered) {
    Vault opened = vault.vault(terminal);
    Matcher m = DESTINATION.matcher(destination);
    if (!m.matches()) {
      throw new InputException(
          new Problem(
              ProblemCode.BAD_OPTION,
              destination,
              "it is not a destination",
              "write [USER@]HOST[:PORT]; for a pattern of an inventory's hosts: portside apply"
                  + " PATTERN"));
    }
    String name = m.group(2).replaceAll("[\\[\\]]", "");
    Map<String, Value> vars = new LinkedHashMap<>(ExtraVars.parse(extraVars, opened));
    if (m.group(1) != null) {
      vars.putAll(ExtraVars.parse(List.of("ansible_user=" + m.group(1))));
    }
    if (m.group(3) != null) {
      vars.putAll(ExtraVars.parse(List.of("{\"ansible_port\": " + m.group(3) + "}")));
    }
    Inventory.Selected selected =
        Inventory.load(List.of(name + ","), vars, opened).select(List.of(), Needed.LOGIN);
    gathered.add(selected.problems());
    return selected.hosts().getFirst();
  }
}
