package io.portside.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.outcome.HostReport;
import io.portside.outcome.HostReport.FileDiff;
import io.portside.outcome.Outcome;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.rollout.PlannedHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanTextTest {
  private static final TextOptions PLAIN = new TextOptions(false, false, false, false);
  private static final FileDiff JSON =
      new FileDiff("/etc/docker/daemon.json", "--- a\n+++ b\n+x\n");
  private static final FileDiff OTHER =
      new FileDiff("/etc/docker/daemon.json", "--- a\n+++ b\n+y\n");

  @Test
  void hostsWithTheSameChangeAreToldOnce() {
    List<PlannedHost> hosts =
        new ArrayList<>(
            IntStream.rangeClosed(1, 50).mapToObj(i -> planned("web" + i, JSON)).toList());
    hosts.add(new PlannedHost(report("db1", OTHER), true, 3, false, true));

    assertThat(new PlanText(PLAIN.withDiff(true)).text(hosts, List.of()))
        .isEqualTo(
            """
            plan: 51 hosts to change, 0 as wanted
            web[1:50] (50 hosts):
                change /etc/docker/daemon.json, restart docker
                100 running containers will run on: web[1:50] (50 hosts)
            --- a
            +++ b
            +x
            db1:
                change /etc/docker/daemon.json, restart docker
                3 running containers will be stopped and started again: db1
                in Swarm mode: db1
            --- a
            +++ b
            +y
            """);
  }

  @Test
  void hostsThatWillNotBeChangedAreToldWithTheirReasons() {
    Problem snap = Problem.of(ProblemCode.DOCKER_SNAP, "docker is a snap", "install docker.io");
    List<HostReport> ended =
        List.of(
            HostReport.of("a1", "a", new Outcome.Refused(List.of(snap))),
            HostReport.of("a2", "a", new Outcome.Refused(List.of(snap))),
            HostReport.of("b", "a", new Outcome.Unchanged()));

    assertThat(new PlanText(PLAIN).withReasons(List.of(planned("web1", JSON)), ended))
        .isEqualTo(
            """
            plan: 1 host to change, 1 as wanted, 2 that will not be changed
            web1:
                change /etc/docker/daemon.json, restart docker
                2 running containers will run on: web1
            docker-snap: a1, a2 (2 hosts)
                docker is a snap
                mend: install docker.io
            """);
  }

  @Test
  void nothingAHostSaidReachesTheTerminalUncleaned() {
    String evil = "a\u001b[2J\r\nb\u202ec\u009bd\u0007";
    Problem problem = new Problem(ProblemCode.DOCKER_SNAP, evil, evil, evil);
    HostReport planned =
        new HostReport(
            evil,
            evil,
            new Outcome.Planned(List.of(problem)),
            List.of(),
            Optional.empty(),
            List.of(new FileDiff(evil, evil)),
            Optional.empty(),
            Optional.empty(),
            List.of());

    String text =
        new PlanText(PLAIN.withDiff(true))
            .withReasons(
                List.of(new PlannedHost(planned, true, 1, true, true)),
                List.of(HostReport.of(evil, evil, Outcome.failed(problem))));

    assertThat(text).matches("[ -~\n]*");
  }

  private static PlannedHost planned(String host, FileDiff change) {
    return new PlannedHost(report(host, change), true, 2, true, false);
  }

  private static HostReport report(String host, FileDiff change) {
    return new HostReport(
        host,
        "10.0.0.1",
        new Outcome.Planned(List.of()),
        List.of(),
        Optional.empty(),
        List.of(change),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }
}
