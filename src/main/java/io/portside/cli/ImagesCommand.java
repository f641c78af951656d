package io.portside.cli;

import io.portside.report.AnswersJson;
import io.portside.report.Asked;
import io.portside.report.ImageRows;
import io.portside.report.Row;
import io.portside.report.RowFormat;
import io.portside.rollout.HostAnswer;
import io.portside.verify.ApiException;
import io.portside.verify.EngineApi;
import io.portside.verify.Image;
import io.portside.verify.ListQuery;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Command;

@Command(
    name = "images",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lists the images of all hosts, through the API on their TCP endpoints.",
      "A host that does not answer is one marked row; the exit code is 4 then."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  portside images -i hosts.yml web",
      "  portside images -i hosts.yml --filter dangling=true",
      "  portside images -i hosts.yml --filter reference='app:*' --format '{{.Host}} {{.Tag}}'",
      "  portside images -i hosts.yml -o json           one document, with the hosts that failed"
    })
final class ImagesCommand extends ApiCommand<Image> {
  ImagesCommand(Output output) {
    super("images", ImageRows.KIND, output);
  }

  @Override
  List<Image> ask(EngineApi api, ListQuery query) throws ApiException {
    return api.images(query);
  }

  @Override
  boolean needsSizes(RowFormat shown) {
    return false;
  }

  @Override
  Function<Image, Row> rows(String host, Instant now, boolean whole) {
    ImageRows rows = new ImageRows(now, whole);
    return image -> rows.row(host, image);
  }

  @Override
  String json(Asked asked, List<HostAnswer<Image>> answers) {
    return AnswersJson.images(asked, answers);
  }
}
