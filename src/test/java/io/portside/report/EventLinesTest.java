package io.portside.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.outcome.HostReport;
import io.portside.outcome.Outcome;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
  void tellsEveryOutcome() {
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
            web1  planned  would change /etc/docker/daemon.json  tcp://10.0.0.1:2375
            web1  refused  bad-option: tcp://10.0.0.2:2375: nginx (pid 7) owns it
                mend: stop nginx
                also: connection-lost: the link broke
                mend: try again
            web1  failed   bad-option: tcp://10.0.0.2:2375: nginx (pid 7) owns it
                mend: stop nginx
            web1  rolled_back  bad-option: tcp://10.0.0.2:2375: nginx (pid 7) owns it
                mend: stop nginx
            web1  rollback_failed  bad-option: tcp://10.0.0.2:2375: nginx (pid 7) owns it
                mend: stop nginx
                also: connection-lost: the link broke
                mend: try again
            web1  unreachable  connection-lost: the link broke
                mend: try again
            web1  indeterminate  connection-lost: the link broke
                mend: try again
            web1  skipped  the rollout stopped after batch 1: 1 of 1 hosts failed  tcp://10.0.0.1:2375
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
              lines.batchStarted(1, 2, 1);
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
                  lines.batchStarted(1, 2, 1);
                  lines.batchStarted(2, 2, 9);
                }))
        .isEqualTo("batch 1 of 2: 1 host\nbatch 2 of 2: 9 hosts\n");
    assertThat(text(PLAIN, lines -> lines.batchStarted(1, 1, 9))).isEmpty();
  }

  @Test
  void recapsInAnsiblesWords() {
    HostReport ok = Reports.of(new Outcome.Unchanged());

    assertThat(text(PLAIN, lines -> lines.recap(List.of(ok, ok, ok))))
        .isEqualTo(
            "ok=3 changed=0 planned=0 refused=0 failed=0 rolled_back=0 rollback_failed=0"
                + " unreachable=0 indeterminate=0 skipped=0\n");
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

  private static String text(TextOptions options, Consumer<EventLines> events) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    events.accept(new EventLines(out, options, List.of("web1", "db")));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
