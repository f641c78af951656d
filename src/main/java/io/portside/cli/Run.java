package io.portside.cli;

import io.portside.apply.Applier;
import io.portside.inventory.Connection;
import io.portside.outcome.HostReport;
import io.portside.plan.Planner;
import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.report.EndText;
import io.portside.report.EventLines;
import io.portside.report.GrowingReport;
import io.portside.report.JsonReport;
import io.portside.report.LiveView;
import io.portside.report.LogGroups;
import io.portside.report.ReportFile;
import io.portside.report.RunLog;
import io.portside.report.RunReport;
import io.portside.report.RunView;
import io.portside.report.StepSummary;
import io.portside.report.TerminalSize;
import io.portside.report.TextOptions;
import io.portside.rollout.Agreement;
import io.portside.rollout.Attempt;
import io.portside.rollout.Audience;
import io.portside.rollout.Examination;
import io.portside.rollout.ExitCode;
import io.portside.rollout.HostWay;
import io.portside.rollout.Rollout;
import io.portside.rollout.RolloutOptions;
import io.portside.rollout.RolloutResult;
import io.portside.ssh.Connector;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One rollout from the command line: wires the parts, shows what happens, writes the reports. */
final class Run {
  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final String command;
  private final Output output;
  private final Terminal terminal;
  private final LoginOptions login;
  private final ReportOptions report;

  Run(String command, Output output, Terminal terminal, LoginOptions login, ReportOptions report) {
    this.command = command;
    this.output = output;
    this.terminal = terminal;
    this.login = login;
    this.report = report;
  }

  /**
   * Takes every host to its goal; the result is told and written.
   *
   * @param question about all of it before the first change; empty: there is none
   */
  RolloutResult rollOut(
      List<Target> targets,
      Planner planner,
      Examination examination,
      Optional<PlanQuestion> question,
      RolloutOptions options,
      Duration lockTimeout) {
    List<ReportFile> files = report.files();
    Instant started = Instant.now();
    // No process id: those of CI's containers are all alike.
    String id =
        "%s-%06x".formatted(ID.format(started), ThreadLocalRandom.current().nextInt(1 << 24));
    TextOptions text = report.text(terminal);
    try (WindowSize size = new WindowSize();
        RunView view = view(targets, text, question.isPresent(), size);
        Connector connector = new Connector(login.settings(), new PoliteAsker(terminal, view))) {
      Applier applier = new Applier(whoAmI(), login.limit());
      Attempt attempt =
          new Attempt(connector, planner, applier, examination, id, login.limit(), lockTimeout);
      List<HostWay> ways = targets.stream().map(target -> way(target, attempt)).toList();
      RolloutResult result;
      try (RunLog log =
              RunLog.begin(
                  LastCommand.logs(),
                  id,
                  run(started, List.of()),
                  ways.stream().map(HostWay::host).toList(),
                  terminal::tell);
          GrowingReport growing =
              new GrowingReport(report.growing(), ways, hosts -> run(started, hosts))) {
        Rollout rollout = new Rollout(options, new Audience(List.of(view, growing, log)));
        try (Interruption interruption =
            new Interruption(() -> stop(rollout, view), () -> leave(view, growing))) {
          Agreement agreement =
              question
                  .map(asked -> asked.at(terminal, view, text, interruption))
                  .orElse(Agreement.GIVEN);
          result = rollout.run(ways, agreement);
          log.finished(Instant.now());
        }
      }
      view.print(new EndText(text).text(result.reports()));
      result.defects().forEach(output::defect);
      RunReport ended = run(started, result.reports());
      write(ended, files);
      StepSummary.append(System.getenv(), ended).ifPresent(why -> terminal.tell("warning: " + why));
      return result;
    }
  }

  private RunReport run(Instant started, List<HostReport> hosts) {
    return new RunReport(Main.VERSION, command, started, Instant.now(), hosts);
  }

  private static HostWay way(Target target, Attempt attempt) {
    Connection connection = target.connection();
    return new HostWay(
        connection.host(),
        connection.address(),
        target.place(),
        progress -> attempt.look(connection, target.goal(), progress));
  }

  /** Where a plan is shown, diffs are in it. What {@code fix} explains is not to be drawn over. */
  private RunView view(
      List<Target> targets, TextOptions text, boolean plan, Supplier<TerminalSize> size) {
    PrintStream events = report.stdout.json() ? output.err() : output.out();
    List<String> hosts = targets.stream().map(target -> target.connection().host()).toList();
    TextOptions each = text.withDiff(text.diff() && !plan);
    boolean live = plan && text.colour() && !text.quiet() && !report.stdout.json();
    return live && terminal.redraws()
        ? new LiveView(events, each, size, hosts)
        : new EventLines(events, each, LogGroups.of(System.getenv()), hosts);
  }

  private void stop(Rollout rollout, RunView view) {
    rollout.stop();
    new PoliteAsker(terminal, view)
        .tell("interrupted: no more hosts start, those under way finish; again: leave at once");
  }

  private void leave(RunView view, GrowingReport growing) {
    growing.write();
    view.close();
    output.err().println(); // after the terminal's ^C
    // No thread is waited for: that is what a second Ctrl-C is for.
    System.exit(ExitCode.INTERRUPTED.number());
  }

  private void write(RunReport run, List<ReportFile> files) {
    if (report.stdout.json()) {
      output.out().print(JsonReport.text(run));
      if (output.out().checkError()) {
        throw unwritten("-o json", "stdout is full or closed");
      }
    }
    for (ReportFile file : files) {
      try {
        file.write(run);
      } catch (IOException e) {
        throw unwritten("--report", e.getMessage());
      }
    }
  }

  private static InputException unwritten(String option, @Nullable String why) {
    return new InputException(
        new Problem(
            ProblemCode.BAD_OPTION,
            option,
            "the report could not be written: " + why,
            "the rollout itself has ended; see above"));
  }

  private static String whoAmI() {
    String user = System.getProperty("user.name", "?");
    try {
      return user + "@" + InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return user + "@?";
    }
  }
}
