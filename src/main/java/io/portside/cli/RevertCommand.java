package io.portside.cli;

import io.portside.apply.Scripts;
import io.portside.desired.Desired;
import io.portside.rollout.Goal;
import io.portside.rollout.RolloutOptions;
import io.portside.template.Templates;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "revert",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Puts back the files that were there before, in a transaction like any other.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  portside revert -i hosts.yml -l web1             the state before the last change",
      "  portside revert -i hosts.yml --to original -C    what would it take to go all the way"
          + " back?"
    })
final class RevertCommand extends FleetCommand {
  /** How far back. */
  enum To {
    PREVIOUS,
    ORIGINAL
  }

  @Option(
      names = "--to",
      paramLabel = "STATE",
      description = "previous or original (default: previous)")
  To to = To.PREVIOUS;

  @Mixin ConsentOptions consent = new ConsentOptions();

  @Option(
      names = {"-C", "--check"},
      description = "only tell what would change: exit 2 where something would")
  boolean check;

  RevertCommand(Output output) {
    super("revert", output);
  }

  @Override
  void check(List<Desired> desired, Templates templates) {
    // Nothing is rendered: what is put back is on the host.
  }

  @Override
  List<Goal> goals(List<Desired> desired, Terminal terminal) {
    Scripts.Backup backup =
        switch (to) {
          case PREVIOUS -> Scripts.Backup.PREVIOUS;
          case ORIGINAL -> Scripts.Backup.ORIGINAL;
        };
    return desired.stream()
        .<Goal>map(
            state ->
                new Goal.GoBack(
                    backup, state.keepContainers(), consent.allowOpen || state.allowOpen()))
        .toList();
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
    return pace.of("1,100%", !check);
  }
}
