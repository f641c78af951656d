package io.portside.cli;

import picocli.CommandLine.Command;

@Command(
    name = "context",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "create|rm",
    description = {
      "Makes and removes contexts of the docker client on this machine, one for each host, so that",
      "docker --context web1 ps works. No host is contacted, and no docker client is needed."
    },
    subcommands = {ContextCreateCommand.class, ContextRmCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  portside context create -i hosts.yml web && docker --context web1 ps",
      "  portside context rm -i hosts.yml web"
    })
final class ContextCommand {}
