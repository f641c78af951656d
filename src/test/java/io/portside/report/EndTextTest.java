package io.portside.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.outcome.HostReport;
import io.portside.outcome.Outcome;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndTextTest {
  private static final EndText TEXT = new EndText(new TextOptions(false, false, false, false));
  private static final String NONE =
      " planned=0 refused=0 failed=0 rolled_back=0 rollback_failed=0 unreachable=0"
          + " indeterminate=0 skipped=0\n";

  @Test
  void recapsInAnsiblesWords() {
    HostReport ok = Reports.of(new Outcome.Unchanged());

    assertThat(TEXT.text(List.of(ok, ok, ok))).isEqualTo("ok=3 changed=0" + NONE);
  }

  @Test
  void groupsProblemsByCodeWithFoldedHostsAndTheMend() {
    List<HostReport> hosts = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      Problem cause =
          Problem.of(ProblemCode.START_FAILED, "docker did not start: " + i, "mend daemon.json");
      hosts.add(HostReport.of("web" + i, "a", new Outcome.RolledBack(cause)));
    }
    hosts.add(HostReport.of("db", "a", new Outcome.Unreachable(Reports.LOST)));
    hosts.add(HostReport.of("db2", "a", new Outcome.Skipped("the rollout was interrupted")));

    assertThat(TEXT.text(hosts))
        .startsWith(
            """
            start-failed: web[1:5] (5 hosts)
                docker did not start: 1
                docker did not start: 2
                docker did not start: 3
                … and 2 like it
                mend: mend daemon.json
            connection-lost: db
                the link broke
                mend: try again
            never started: db2: the rollout was interrupted
            ok=0\
            """);
  }

  @Test
  void whatOneHostAloneHasToSayIsNotSaidTwice() {
    assertThat(TEXT.text(List.of(Reports.of(new Outcome.Unreachable(Reports.LOST)))))
        .startsWith("ok=0");
  }

  @Test
  void tellsHowLongDockerWasDownInAllAndAtWorst() {
    assertThat(TEXT.text(List.of(down("web1", 1200), down("web2", 1710), down("web3", 900))))
        .isEqualTo(
            "docker was down for 3.81 s in all on 3 hosts, at most 1.71 s on web2\n"
                + "ok=0 changed=3"
                + NONE);
  }

  @Test
  void tellsItOfOneHostAmongMany() {
    HostReport ok = Reports.of(new Outcome.Unchanged());

    assertThat(TEXT.text(List.of(ok, down("web2", 1710))))
        .startsWith("docker was down for 1.71 s in all on 1 host, at most 1.71 s on web2\n");
    assertThat(TEXT.text(List.of(down("web2", 1710)))).startsWith("ok=0");
  }

  private static HostReport down(String host, long ms) {
    return new HostReport(
        host,
        "a",
        new Outcome.Changed(List.of()),
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.of(ms),
        Optional.of(true),
        List.of());
  }
}
