package io.portside.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portside.inventory.ExtraVars;
import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Untrusted;
import io.portside.rollout.ExitCode;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program. */
@Command(
    name = "portside",
    mixinStandardHelpOptions = true,
    version = "portside " + Main.VERSION,
    synopsisSubcommandLabel = "COMMAND",
    description = "Opens the Docker Engine API of Linux hosts to remote clients, over SSH, safely.",
    subcommands = {
      ApplyCommand.class,
      CheckCommand.class,
      FixCommand.class,
      RevertCommand.class,
      StatusCommand.class,
      PsCommand.class,
      ImagesCommand.class,
      ContextCommand.class,
      EnvCommand.class,
      InventoryCommand.class,
      RenderCommand.class,
      LastCommand.class,
      DemoCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  portside check -i hosts.yml           would anything change?",
      "  portside apply -i hosts.yml -l web    make the hosts of group web conform, canary first",
      "  portside fix ops@10.0.0.7             why does nothing listen there? and mend it",
      "  portside demo                         all of it on throw-away hosts on this machine"
    })
public final class Main {
  static final String VERSION = "1.0.0";

  private Main() {}

  /** Runs a command line and exits with its code. */
  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }

  /** Runs a command line; for tests, which must not exit. */
  static int run(String[] args, PrintStream out, PrintStream err) {
    Output output = new Output(out, err);
    CommandLine commandLine = new CommandLine(new Main(), new Factory(output));
    commandLine.setOut(new PrintWriter(out, true, UTF_8));
    commandLine.setErr(new PrintWriter(err, true, UTF_8));
    commandLine.setExpandAtFiles(false); // @FILE is for -l and -e to read
    commandLine.setUsageHelpWidth(100);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setParameterExceptionHandler((e, _) -> usage(e, err));
    commandLine.setExecutionExceptionHandler((e, command, _) -> failed(e, command, output));
    return commandLine.execute(args);
  }

  private static int usage(ParameterException e, PrintStream err) {
    err.println("portside: " + Untrusted.text(String.valueOf(e.getMessage()), 2000));
    if (e instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      err.println("  did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?");
    }
    err.println("  see " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE.number();
  }

  private static int failed(Exception e, CommandLine command, Output output) {
    if (e instanceof InputException input) {
      return bad(input.problems(), new Excerpt(extraVars(command)), output.err());
    }
    output.err().println("portside: a defect of Portside, please report it:");
    output.defect(e);
    return ExitCode.DEFECT.number();
  }

  private static int bad(List<Problem> problems, Excerpt excerpt, PrintStream err) {
    for (Problem problem : problems) {
      err.println(
          "portside: " + problem.code().id() + ": " + place(problem) + text(problem.what()));
      excerpt.at(problem.where()).ifPresent(lines -> err.println(lines.indent(2).stripTrailing()));
      if (!problem.hint().isEmpty()) {
        err.println("  mend: " + text(problem.hint()));
      }
    }
    boolean usage =
        problems.stream()
            .allMatch(
                p ->
                    p.code() == ProblemCode.BAD_OPTION
                        || p.code() == ProblemCode.QUESTION_NEEDS_TERMINAL);
    return (usage ? ExitCode.USAGE : ExitCode.INPUT).number();
  }

  /** What {@code -e} was given, by the place that its problems name. */
  private static Map<String, String> extraVars(CommandLine command) {
    OptionSpec option = command.getCommandSpec().findOption("-e");
    List<String> given = option == null ? List.of() : option.stringValues();
    Map<String, String> texts = new HashMap<>();
    for (int i = 0; i < given.size(); i++) {
      texts.put(ExtraVars.place(i, given.size()), given.get(i));
    }
    return texts;
  }

  private static String place(Problem problem) {
    return problem.where().isEmpty() ? "" : text(problem.where()) + ": ";
  }

  private static String text(String text) {
    return Untrusted.text(text, 2000);
  }
}
