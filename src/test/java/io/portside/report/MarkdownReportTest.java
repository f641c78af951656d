package io.portside.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portside.outcome.HostReport;
import io.portside.outcome.Outcome;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkdownReportTest {
  @TempDir Path dir;

  @Test
  void aRunReadsLikeThis() {
    HostReport again =
        HostReport.of("web2", "10.0.0.2", new Outcome.Refused(List.of(Reports.LOST)));
    HostReport third =
        HostReport.of("web3", "10.0.0.3", new Outcome.Refused(List.of(Reports.LOST)));
    HostReport first =
        HostReport.of("web1", "10.0.0.1", new Outcome.Refused(List.of(Reports.LOST)));
    HostReport full = Reports.with(new Outcome.Changed(List.of()));

    assertThat(MarkdownReport.text(Reports.run(full, first, again, third)))
        .isEqualTo(
            """
            ## portside apply: 3 of 4 hosts failed

            | outcome | hosts |
            | --- | ---: |
            | changed | 1 |
            | refused | 3 |

            Docker was down on 1 host, 1.35 s at most.

            ### Problems

            **`connection-lost`**

            - `web[1:3]` (3 hosts): `the link broke`<br>mend: `try again`

            ### Changes

            `/etc/docker/daemon.json` on `web1`

            ```diff
            --- a/daemon.json
            +++ b/daemon.json
            @@ -1 +1 @@
            -{}
            +{"tls": false}
            ```

            <details><summary>All hosts</summary>

            | host | outcome | docker | down | took | |
            | --- | --- | --- | ---: | ---: | --- |
            | `web1` | changed | `26.1.5` | 1.35 s | 0.18 s |  |
            | `web1` | refused |  |  |  | `connection-lost` |
            | `web2` | refused |  |  |  | `connection-lost` |
            | `web3` | refused |  |  |  | `connection-lost` |

            </details>
            """);
  }

  @Test
  void nothingAHostSaidIsMarkup() {
    String evil = "a``b|c\\|d @octocat #1 <img src=x> https://example.org [x](y)\r\n# h\u0007```";
    Problem problem = new Problem(ProblemCode.BAD_OPTION, evil, evil, evil);
    HostReport.FileDiff diff = new HostReport.FileDiff(evil, "````\n</details><b>\n" + evil);
    HostReport host =
        new HostReport(
            evil,
            evil,
            new Outcome.Failed(List.of(problem)),
            List.of(evil),
            Optional.of(new HostReport.Engine(evil, evil, 1)),
            List.of(diff),
            Optional.empty(),
            Optional.empty(),
            List.of());

    String text = MarkdownReport.text(Reports.run(host, Reports.of(new Outcome.Skipped(evil))));

    String inTable =
        "```` a``b\\|c\\ \\|d @octocat #1 <img src=x> https://example.org [x](y) # h``` ````";
    assertThat(text)
        .contains("| " + inTable + " | failed | " + inTable + " |")
        .contains("| `skipped` | skipped |  |  |  | " + inTable + " |\n")
        .contains("\n- " + inTable.replace("\\ \\|", "\\|").replace("b\\|", "b|") + ": ````")
        .contains("\n`````diff\n````\n</details><b>\na``b|c");
    // Outside of code nothing of it is left.
    assertThat(text.replaceAll("(?s)`````diff.*?\n`````\n", "").replaceAll("```` .*? ````", ""))
        .doesNotContain("@", "#1", "<img", "https:", "[x]");
  }

  @Test
  void theStepSummaryIsAppended() throws Exception {
    Path file = Files.writeString(dir.resolve("summary"), "# before\n");

    assertThat(StepSummary.append(Map.of("GITHUB_STEP_SUMMARY", file.toString()), small()))
        .isEmpty();

    assertThat(file).hasContent("# before\n\n" + MarkdownReport.text(small()));
  }

  @Test
  void theStepSummaryStaysBelowGitHubsLimit() throws Exception {
    Path file = Files.writeString(dir.resolve("summary"), "x".repeat(1000) + "\n");
    HostReport[] many =
        IntStream.range(0, 30_000)
            .mapToObj(i -> HostReport.of("host\u00e4" + i, "", new Outcome.Skipped("stopped")))
            .toArray(HostReport[]::new);
    Map<String, String> environment = Map.of("GITHUB_STEP_SUMMARY", file.toString());

    assertThat(StepSummary.append(environment, Reports.run(many))).isEmpty();

    assertThat(Files.size(file)).isBetween(1_000_000L, 1L << 20);
    assertThat(Files.readString(file, UTF_8))
        .endsWith("|\n\n</details>\n\nThe rest is left out here; `--report FILE` has all of it.\n");
    assertThat(StepSummary.append(environment, small()).orElseThrow()).contains("1 MiB");
  }

  @Test
  void aStepSummaryThatCannotBeWrittenIsAWarning() {
    assertThat(StepSummary.append(Map.of(), small())).isEmpty();
    for (Path path : List.of(dir, dir.resolve("none/summary"), Path.of("/dev/full"))) {
      assertThat(StepSummary.append(Map.of("GITHUB_STEP_SUMMARY", path.toString()), small()))
          .hasValueSatisfying(why -> assertThat(why).contains(path.toString()));
    }
  }

  private static RunReport small() {
    return Reports.run(Reports.FULL);
  }
}
