package io.portside.cli;

import io.portside.report.AnswersJson;
import io.portside.report.Asked;
import io.portside.report.ContainerRows;
import io.portside.report.Row;
import io.portside.report.RowFormat;
import io.portside.rollout.HostAnswer;
import io.portside.verify.ApiException;
import io.portside.verify.Container;
import io.portside.verify.EngineApi;
import io.portside.verify.ListQuery;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Command;

@Command(
    name = "ps",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lists the containers of all hosts, through the API on their TCP endpoints.",
      "A host that does not answer is one marked row; the exit code is 4 then."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  portside ps -i hosts.yml                       running containers of the fleet",
      "  portside ps -i hosts.yml web -a                of group web, stopped ones too",
      "  portside ps -i hosts.yml --filter status=exited --filter label=team=shop",
      "  portside ps -i hosts.yml --format 'table {{.Host}}\\t{{.Names}}\\t{{.Status}}'",
      "  portside ps -i hosts.yml --format json         a line each, with docker's own keys",
      "  portside ps -i hosts.yml -o json               one document, with the hosts that failed",
      "  portside ps -i hosts.yml --watch 5             redrawn every 5 seconds"
    })
final class PsCommand extends ApiCommand<Container> {
  PsCommand(Output output) {
    super("ps", ContainerRows.KIND, output);
  }

  @Override
  List<Container> ask(EngineApi api, ListQuery query) throws ApiException {
    return api.containers(query);
  }

  @Override
  boolean needsSizes(RowFormat shown) {
    return shown.uses("Size");
  }

  @Override
  Function<Container, Row> rows(String host, Instant now, boolean whole) {
    ContainerRows rows = new ContainerRows(now, whole);
    return container -> rows.row(host, container);
  }

  @Override
  String json(Asked asked, List<HostAnswer<Container>> answers) {
    return AnswersJson.containers(asked, answers);
  }
}
