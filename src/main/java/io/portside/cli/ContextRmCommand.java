package io.portside.cli;

import io.portside.context.ContextChange;
import io.portside.context.ContextStore;
import picocli.CommandLine.Command;

@Command(
    name = "rm",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Removes the docker context of each host; exits with 1 where one is refused.",
    footerHeading = "%nExamples:%n",
    footer = "  portside context rm -i hosts.yml web")
final class ContextRmCommand extends ContextsCommand {
  ContextRmCommand(Output output) {
    super("context rm", output);
  }

  @Override
  ContextChange change(ContextStore store, ApiHost host) {
    return store.remove(host.name(), force);
  }
}
