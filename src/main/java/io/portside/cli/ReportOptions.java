package io.portside.cli;

import io.portside.report.ReportFile;
import io.portside.report.TextOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is told, and where. */
final class ReportOptions {
  @Mixin StdoutOption stdout = new StdoutOption();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "write a report, its format by its name: .json, .html, .xml (JUnit), .md;" + " repeats")
  List<Path> reports = new ArrayList<>();

  @Option(
      names = {"-D", "--diff"},
      description = "show each file's change as a unified diff")
  boolean diff;

  @Option(names = "-v", description = "show the steps of each host")
  boolean verbose;

  @Option(names = "-q", description = "show only hosts with problems")
  boolean quiet;

  @Option(names = "--no-color", description = "no colours; NO_COLOR and a pipe turn them off too")
  boolean noColor;

  TextOptions text(Terminal terminal) {
    return new TextOptions(!noColor && terminal.colours(), quiet, verbose, diff);
  }

  List<ReportFile> files() {
    return reports.stream().map(ReportFile::named).toList();
  }

  /** Those that {@code --resume} reads, which must not be lost with a run that crashes. */
  List<ReportFile> growing() {
    return reports.stream()
        .filter(path -> path.toString().endsWith(".json"))
        .map(ReportFile::named)
        .toList();
  }
}
