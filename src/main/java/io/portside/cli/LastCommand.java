package io.portside.cli;

import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.report.EndText;
import io.portside.report.LoggedRun;
import io.portside.report.RunLogs;
import io.portside.report.TextOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "last",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows again how the last run of apply, check, fix or revert ended.",
      "The last 50 are kept in $XDG_STATE_HOME/portside, by default ~/.local/state/portside."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  portside last            the last run",
      "  portside last --list     which runs are kept, the newest first",
      "  portside last --nth 3    the last but two"
    })
final class LastCommand implements Callable<Integer> {
  private final Output output;

  @Option(names = "--list", description = "a line for each run that is kept")
  boolean list;

  @Option(
      names = "--nth",
      paramLabel = "N",
      description = "the Nth run, counted from the newest (default: 1)")
  int nth = 1;

  @Option(names = "-v", description = "each host too")
  boolean verbose;

  @Option(names = "--no-color", description = "no colours; NO_COLOR and a pipe turn them off too")
  boolean noColor;

  LastCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    RunLogs logs = logs();
    List<Path> kept = logs.all();
    if (list) {
      kept.forEach(log -> output.out().println(EndText.headline(read(log))));
      return 0;
    }
    if (nth < 1 || nth > kept.size()) {
      throw bad(
          "there is no run number " + nth + " in " + logs.directory(),
          "portside last --list shows those that are kept");
    }
    boolean colour = !noColor && Terminal.of(output.err()).colours();
    TextOptions text = new TextOptions(colour, false, verbose, false);
    output.out().print(new EndText(text).again(read(kept.get(nth - 1))));
    return 0;
  }

  static RunLogs logs() {
    return RunLogs.of(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  private static LoggedRun read(Path log) {
    try {
      return LoggedRun.read(log);
    } catch (IOException e) {
      throw bad(log + " cannot be read: " + e.getMessage(), "remove it, or make it readable");
    }
  }

  private static InputException bad(String what, String hint) {
    return new InputException(new Problem(ProblemCode.BAD_OPTION, "last", what, hint));
  }
}
