package io.portside.cli;

import io.portside.apply.Applier;
import io.portside.inventory.Connection;
import io.portside.plan.Planner;
import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.report.EventLines;
import io.portside.report.JsonReport;
import io.portside.report.ReportFile;
import io.portside.report.RunReport;
import io.portside.rollout.Attempt;
import io.portside.rollout.Examination;
import io.portside.rollout.Goal;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

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

  /** Takes every host to its goal; the result is told and written. */
  RolloutResult rollOut(
      Map<Connection, Goal> goals,
      Planner planner,
      Examination examination,
      RolloutOptions options,
      Duration lockTimeout) {
    List<ReportFile> files = report.files();
    Instant started = Instant.now();
    EventLines lines = lines(goals.keySet());
    Rollout rollout = new Rollout(options, lines);
    try (Interruption _ = new Interruption(rollout::stop);
        Connector connector = new Connector(login.settings(terminal), terminal)) {
      Attempt attempt =
          new Attempt(
              connector,
              planner,
              new Applier(whoAmI(), login.limit()),
              examination,
              ID.format(started) + "-" + ProcessHandle.current().pid(),
              login.limit(),
              lockTimeout);
      List<HostWay> ways = new ArrayList<>();
      goals.forEach(
          (connection, goal) ->
              ways.add(
                  new HostWay(
                      connection.host(),
                      connection.address(),
                      () ->
                          attempt.take(
                              connection, goal, why -> rollout.waits(connection.host(), why)))));
      RolloutResult result = rollout.run(ways);
      lines.recap(result.reports());
      result.defects().forEach(output::defect);
      write(new RunReport(Main.VERSION, command, started, Instant.now(), result.reports()), files);
      return result;
    }
  }

  private EventLines lines(Collection<Connection> connections) {
    PrintStream events = report.stdout.json() ? output.err() : output.out();
    return new EventLines(
        events, report.text(terminal), connections.stream().map(Connection::host).toList());
  }

  private void write(RunReport run, List<ReportFile> files) {
    if (report.stdout.json()) {
      output.out().print(JsonReport.text(run));
    }
    for (ReportFile file : files) {
      try {
        file.write(run);
      } catch (IOException e) {
        throw new InputException(
            new Problem(
                ProblemCode.BAD_OPTION,
                "--report",
                "the report could not be written: " + e.getMessage(),
                "the rollout itself has ended; see above"));
      }
    }
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
