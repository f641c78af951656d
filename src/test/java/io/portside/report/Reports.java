package io.portside.report;

import io.portside.outcome.HostReport;
import io.portside.outcome.Outcome;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reports that tests share: one host of each outcome, and one with every field. */
final class Reports {
  static final Problem PORT_IN_USE =
      new Problem(
          ProblemCode.BAD_OPTION, "tcp://10.0.0.2:2375", "nginx (pid 7) owns it", "stop nginx");
  static final Problem LOST =
      Problem.of(ProblemCode.CONNECTION_LOST, "the link broke", "try again");

  static final HostReport FULL =
      new HostReport(
          "web1",
          "10.0.0.1",
          new Outcome.Changed(List.of()),
          List.of("tcp://10.0.0.1:2375"),
          Optional.of(new HostReport.Engine("26.1.5", "/var/lib/docker", 2)),
          List.of(
              new HostReport.FileDiff(
                  "/etc/docker/daemon.json",
                  "--- a/daemon.json\n+++ b/daemon.json\n@@ -1 +1 @@\n-{}\n+{\"tls\": false}\n")),
          Optional.of(1350L),
          Optional.of(true),
          List.of(
              new HostReport.Step(
                  "connect", 61, Optional.of(Instant.parse("2026-11-24T02:00:00.500Z"))),
              new HostReport.Step("probe", 120)));

  static final List<Outcome> OUTCOMES =
      List.of(
          new Outcome.Unchanged(),
          new Outcome.Changed(List.of(LOST)),
          new Outcome.Planned(List.of()),
          new Outcome.Refused(List.of(PORT_IN_USE, LOST)),
          new Outcome.Failed(List.of(PORT_IN_USE)),
          new Outcome.RolledBack(PORT_IN_USE),
          new Outcome.RollbackFailed(PORT_IN_USE, LOST),
          new Outcome.Unreachable(LOST),
          new Outcome.Indeterminate(LOST),
          new Outcome.Skipped("the rollout stopped after batch 1: 1 of 1 hosts failed"));

  private Reports() {}

  /** A host named after how it ended. */
  static HostReport of(Outcome outcome) {
    return HostReport.of(outcome.word(), "10.0.0.9", outcome);
  }

  static HostReport with(Outcome outcome) {
    return new HostReport(
        FULL.host(),
        FULL.address(),
        outcome,
        FULL.endpoints(),
        FULL.engine(),
        FULL.changes(),
        FULL.downtimeMs(),
        FULL.containersKept(),
        FULL.steps());
  }

  static RunReport run(HostReport... hosts) {
    return new RunReport(
        "1.0.0",
        "apply",
        Instant.parse("2026-11-24T02:00:00Z"),
        Instant.parse("2026-11-24T02:00:04.250999Z"),
        List.of(hosts));
  }
}
