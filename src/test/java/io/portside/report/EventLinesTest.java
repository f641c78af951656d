package io.portside.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.outcome.HostReport;
import io.portside.outcome.Outcome;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.rollout.PlannedHost;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class EventLinesTest {
  private static final TextOptions PLAIN = new TextOptions(false, false, false, false);
  private static final TextOptions COLOUR = new TextOptions(true, false, false, true);
  private static final TextOptions QUIET = new TextOptions(false, true, false, false);
  private static final TextOptions ALL = new TextOptions(false, false, true, true);

  @Test
  void tellsAChangeInOneLine() {
    assertThat(text(PLAIN, lines -> lines.hostFinished(Reports.FULL)))
        .isEqualTo("web1  changed  docker down 1.35 s, containers kept (2)  tcp://10.0.0.1:2375\n");
  }

  @Test
  void tellsEveryOutcomeInOneLineAsTheEndHasCausesAndMends() {
    assertThat(
            text(
                PLAIN,
                lines ->
                    Reports.OUTCOMES.forEach(outcome -> lines.hostFinished(Reports.with(outcome)))))
        .isEqualTo(
            """
            web1  ok       docker 26.1.5, containers running (2)  tcp://10.0.0.1:2375
            web1  changed  docker down 1.35 s, containers kept (2)  tcp://10.0.0.1:2375
                note: connection-lost: the link broke
                mend: try again
            web1  refused  bad-option: tcp://10.0.0.2:2375: nginx (pid 7) owns it
            web1  failed   bad-option: tcp://10.0.0.2:2375: nginx (pid 7) owns it
            web1  rolled_back  bad-option: tcp://10.0.0.2:2375: nginx (pid 7) owns it
            web1  rollback_failed  bad-option: tcp://10.0.0.2:2375: nginx (pid 7) owns it
            web1  unreachable  connection-lost: the link broke
            web1  indeterminate  connection-lost: the link broke
            web1  skipped  the rollout stopped after batch 1: 1 of 1 hosts failed  tcp://10.0.0.1:2375
            """);
  }

  @Test
  void aHostAloneHasCausesAndMendsBelowItsLine() {
    Outcome refused = new Outcome.Refused(List.of(Reports.PORT_IN_USE, Reports.LOST));

    assertThat(text(PLAIN, List.of("web1"), lines -> lines.hostFinished(Reports.with(refused))))
        .isEqualTo(
            """
            web1  refused  bad-option: tcp://10.0.0.2:2375: nginx (pid 7) owns it
                mend: stop nginx
                also: connection-lost: the link broke
                mend: try again
            """);
  }

  @Test
  void addsStepsAndDiffsWhenAsked() {
    assertThat(text(ALL, lines -> lines.hostFinished(Reports.FULL)))
        .isEqualTo(
            """
            web1  changed  docker down 1.35 s, containers kept (2)  tcp://10.0.0.1:2375
                steps: connect 61 ms, probe 120 ms
            --- a/daemon.json
            +++ b/daemon.json
            @@ -1 +1 @@
            -{}
            +{"tls": false}
            """);
  }

  @Test
  void coloursOnlyWhenAsked() {
    Consumer<EventLines> change = lines -> lines.hostFinished(Reports.FULL);

    assertThat(text(COLOUR, change))
        .contains("\u001b[33mchanged\u001b[0m", "\u001b[31m-{}\u001b[0m", "\u001b[36m@@");
    assertThat(text(PLAIN, change)).doesNotContain("\u001b");
  }

  @Test
  void quietTellsOnlyFailures() {
    String text =
        text(
            QUIET,
            lines -> {
              lines.batchStarted(1, 2, List.of("web1"));
              Reports.OUTCOMES.forEach(outcome -> lines.hostFinished(Reports.of(outcome)));
            });

    assertThat(
            text.lines()
                .filter(line -> !line.startsWith(" "))
                .map(line -> line.substring(0, line.indexOf(" "))))
        .containsExactly(
            "refused", "failed", "rolled_back", "rollback_failed", "unreachable", "indeterminate");
  }

  @Test
  void tellsOfBatchesWhereThereAreSeveral() {
    assertThat(
            text(
                PLAIN,
                lines -> {
                  lines.batchStarted(1, 2, List.of("web1"));
                  lines.batchStarted(2, 2, List.of("a", "b"));
                }))
        .isEqualTo("batch 1 of 2: 1 host\nbatch 2 of 2: 2 hosts\n");
    assertThat(text(PLAIN, lines -> lines.batchStarted(1, 1, List.of("a", "b")))).isEmpty();
  }

  @Test
  void whatIsPlannedIsToldOnceAHost() {
    assertThat(
            text(
                PLAIN,
                lines -> {
                  HostReport planned = Reports.with(new Outcome.Planned(List.of()));
                  lines.hostPlanned(new PlannedHost(planned, true, 0, true, false));
                  lines.hostFinished(planned);
                }))
        .isEqualTo("web1  planned  would change /etc/docker/daemon.json  tcp://10.0.0.1:2375\n");
  }

  @Test
  void saysThatItWaitsForTheSecondLook() {
    assertThat(text(PLAIN, lines -> lines.settling(Duration.ofSeconds(5))))
        .isEqualTo("the changed hosts are asked again in 5 s\n");
  }

  @Test
  void foldsLooksAndBatchesInTheLogsOfGitHub() {
    assertThat(log(new LogGroups.GitHub("t")))
        .isEqualTo(
            """
            ::stop-commands::t
            ::t::
            ::group::batch 1 of 2: 1 host
            ::stop-commands::t
            ::t::
            ::endgroup::
            ::stop-commands::t
            ::t::
            ::group::batch 2 of 2: 2 hosts
            ::stop-commands::t
            ::t::
            ::endgroup::
            ::stop-commands::t
             ::set-env name=x::a host said this
            ::t::
            """);
  }

  @Test
  void foldsBatchesInTheLogsOfGitLab() {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(7), ZoneOffset.UTC);
    String clear = "\r\u001b[0K";
    assertThat(log(new LogGroups.GitLab(clock)))
        .isEqualTo(
            "\u001b[0Ksection_start:7:portside_1"
                + clear
                + "batch 1 of 2: 1 host\n"
                + "\u001b[0Ksection_end:7:portside_1"
                + clear
                + "\n"
                + "\u001b[0Ksection_start:7:portside_2"
                + clear
                + "batch 2 of 2: 2 hosts\n"
                + "\u001b[0Ksection_end:7:portside_2"
                + clear
                + "\n"
                + " ::set-env name=x::a host said this\n");
  }

  @Test
  void knowsWhoseLogItIs() {
    assertThat(LogGroups.of(Map.of("GITHUB_ACTIONS", "true"))).isInstanceOf(LogGroups.GitHub.class);
    assertThat(LogGroups.of(Map.of("GITLAB_CI", "true"))).isInstanceOf(LogGroups.GitLab.class);
    assertThat(LogGroups.of(Map.of("CI", "true"))).isInstanceOf(LogGroups.Titles.class);
  }

  @Test
  void nothingAHostSaidReachesTheTerminalUncleaned() {
    String evil = "a\u001b[2J\r\nb\u202ec\u009bd\u0007";
    Problem problem = new Problem(ProblemCode.BAD_OPTION, evil, evil, evil);
    HostReport report =
        new HostReport(
            evil,
            evil,
            new Outcome.Changed(List.of(problem)),
            List.of(evil),
            Reports.FULL.engine(),
            List.of(new HostReport.FileDiff(evil, evil)),
            Reports.FULL.downtimeMs(),
            Reports.FULL.containersKept(),
            List.of(new HostReport.Step(evil, 1)));

    String text =
        text(
            ALL,
            lines -> {
              lines.hostFinished(report);
              lines.hostFinished(Reports.of(new Outcome.Failed(List.of(problem))));
              lines.hostFinished(Reports.of(new Outcome.Skipped(evil)));
            });

    assertThat(text).matches("[ -~\n]*");
    // Only the diff may break lines: 4 of the change, 2 of its diff, 2 of the failure, 1 skipped.
    assertThat(text.lines()).hasSize(9);
  }

  private static String log(LogGroups groups) {
    return text(
        PLAIN,
        groups,
        List.of("web1", "db"),
        lines -> {
          lines.batchStarted(1, 2, List.of("web1"));
          lines.batchStarted(2, 2, List.of("web2", "web3"));
          lines.print(" ::set-env name=x::a host said this\n");
          lines.close();
        });
  }

  private static String text(TextOptions options, Consumer<EventLines> events) {
    return text(options, List.of("web1", "db"), events);
  }

  private static String text(TextOptions options, List<String> hosts, Consumer<EventLines> events) {
    return text(options, new LogGroups.Titles(), hosts, events);
  }

  private static String text(
      TextOptions options, LogGroups groups, List<String> hosts, Consumer<EventLines> events) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    events.accept(new EventLines(out, options, groups, hosts));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
