package io.portside.cli;

import io.portside.desired.Desired;
import io.portside.rollout.Goal;
import io.portside.rollout.RolloutOptions;
import io.portside.template.Templates;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Makes every host conform, canary first. Run again, it changes nothing.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  portside apply -i hosts.yml                       the whole inventory: one host, then the"
          + " rest",
      "  portside apply -i hosts.yml 'web:!web3' -D        group web but one host, with diffs",
      "  portside apply -i hosts.yml --batches 1,10%%,100%%  --max-fail 2",
      "  portside apply -i '10.0.0.7,' -u ops -K -e portside_listen='[\"tcp://10.0.0.0/8:2375\"]'"
    })
final class ApplyCommand extends FleetCommand {
  @Mixin ConsentOptions consent = new ConsentOptions();

  @Option(
      names = {"-C", "--check"},
      description = "only tell what would change: exit 2 where something would")
  boolean check;

  ApplyCommand(Output output) {
    super("apply", output);
  }

  @Override
  void check(List<Desired> desired, Templates templates) {
    SourceOptions.tryTemplates(templates, desired);
  }

  @Override
  List<Goal> goals(List<Desired> desired, Terminal terminal) {
    return reach(consent.ask(desired, check ? terminal.unattended() : terminal));
  }

  @Override
  boolean onlyTells() {
    return check;
  }

  @Override
  boolean yes() {
    return consent.yes;
  }

  @Override
  RolloutOptions pace() {
    return pace.of(check ? "100%" : "1,100%", !check);
  }
}
