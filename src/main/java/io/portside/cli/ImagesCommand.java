package io.portside.cli;

import io.portside.report.ImageTable;
import io.portside.verify.ApiException;
import io.portside.verify.EngineApi;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "images",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists the images of all hosts, through the API on their TCP endpoints.",
    footerHeading = "%nExamples:%n",
    footer = "  portside images -i hosts.yml web")
final class ImagesCommand extends ApiCommand<ImageTable.Row> {
  ImagesCommand(Output output) {
    super(output);
  }

  @Override
  List<ImageTable.Row> rows(String host, EngineApi api) throws ApiException {
    return api.images().stream().map(image -> new ImageTable.Row(host, image)).toList();
  }

  @Override
  String table(List<ImageTable.Row> rows) {
    return ImageTable.text(rows, Instant.now());
  }
}
