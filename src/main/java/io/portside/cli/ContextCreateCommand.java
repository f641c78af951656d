package io.portside.cli;

import io.portside.context.ContextChange;
import io.portside.context.ContextStore;
import picocli.CommandLine.Command;

@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes a docker context for each host, or brings it up to date; exits with 1 where one is",
      "refused. Where dockerd listens for the host only, the context goes over ssh://."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  portside context create -i hosts.yml             docker --context web1 ps works then",
      "  portside context create -i hosts.yml web1 --force   whoever made the context web1"
    })
final class ContextCreateCommand extends ContextsCommand {
  ContextCreateCommand(Output output) {
    super("context create", output);
  }

  @Override
  ContextChange change(ContextStore store, ApiHost host) {
    return store.create(host.name(), host.dockerHost(), force);
  }
}
