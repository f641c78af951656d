package io.portside.cli;

import io.portside.desired.Desired;
import io.portside.rollout.Goal;
import io.portside.rollout.RolloutOptions;
import io.portside.template.Templates;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Tells what apply would change; only reads.",
      "Exit codes: 0 all conform, 2 something would change, 1 refused or failed, 4 unreachable."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  portside check -i hosts.yml                     every night, in CI",
      "  portside check -i hosts.yml -D -l web1          with the diffs of one host",
      "  portside check -i hosts.yml --report drift.json"
    })
final class CheckCommand extends FleetCommand {
  @Mixin ConsentOptions consent = new ConsentOptions();

  CheckCommand(Output output) {
    super("check", output);
  }

  @Override
  void check(List<Desired> desired, Templates templates) {
    SourceOptions.tryTemplates(templates, desired);
  }

  @Override
  List<Goal> goals(List<Desired> desired, Terminal terminal) {
    return reach(consent.ask(desired, terminal.unattended()));
  }

  @Override
  boolean onlyTells() {
    return true;
  }

  @Override
  boolean yes() {
    return consent.yes;
  }

  @Override
  RolloutOptions pace() {
    return pace.of("100%", false);
  }
}
