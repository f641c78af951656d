package io.portside.cli;

import io.portside.report.ContainerTable;
import io.portside.verify.ApiException;
import io.portside.verify.EngineApi;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "ps",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists the containers of all hosts, through the API on their TCP endpoints.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  portside ps -i hosts.yml           running containers of the fleet",
      "  portside ps -i hosts.yml web -a    of group web, stopped ones too"
    })
final class PsCommand extends ApiCommand<ContainerTable.Row> {
  @Option(
      names = {"-a", "--all"},
      description = "stopped containers too")
  boolean all;

  PsCommand(Output output) {
    super(output);
  }

  @Override
  List<ContainerTable.Row> rows(String host, EngineApi api) throws ApiException {
    return api.containers(all).stream().map(c -> new ContainerTable.Row(host, c)).toList();
  }

  @Override
  String table(List<ContainerTable.Row> rows) {
    return ContainerTable.text(rows, Instant.now());
  }
}
