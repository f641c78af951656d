package io.portside.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.portside.facts.RecordedProbe;
import io.portside.simulation.SimulatedFleet;
import io.portside.simulation.SimulatedFleet.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole rollouts on simulated hosts, up to what the program exits with. */
@Timeout(600)
class FleetTest {
  @TempDir Path dir;

  @Test
  void allAreLookedAtFirstAndEachIsGivenTwoCommands() throws Exception {
    try (SimulatedFleet fleet = SimulatedFleet.start(dir, (_, _) -> "")) {
      Portside apply = run(fleet, 6, "apply");

      assertThat(apply.code()).as(apply.toString()).isZero();
      assertThat(outcomes(apply)).containsOnly("changed");
      assertThat(fleet.execs("h0001")).isEqualTo(2);
      assertThat(fleet.execs("h0006")).isEqualTo(2);
      assertThat(apply.err().lines())
          .containsSubsequence(
              "look at 6 hosts", "plan: 6 hosts to change, 0 as wanted", "batch 1 of 2: 1 host");
      assertThat(run(fleet, 1, "apply", "--detailed-exitcode").code()).isEqualTo(2);
    }
  }

  @Test
  void afterABrokenCanaryNothingElseIsTouched() throws Exception {
    try (SimulatedFleet fleet = SimulatedFleet.start(dir, broken("h0001"))) {
      Portside apply = run(fleet, 6, "apply");

      assertThat(apply.code()).isEqualTo(1);
      assertThat(outcomes(apply))
          .containsExactly("rolled_back", "skipped", "skipped", "skipped", "skipped", "skipped");
      assertThat(fleet.execs("h0002")).isEqualTo(1);
    }
  }

  @Test
  void moreFailuresMayBeAllowed() throws Exception {
    try (SimulatedFleet fleet = SimulatedFleet.start(dir, broken("h0002"))) {
      Portside apply = run(fleet, 5, "apply", "--batches", "1", "--max-fail", "1");

      assertThat(apply.code()).isEqualTo(1);
      assertThat(outcomes(apply))
          .containsExactly("changed", "rolled_back", "changed", "changed", "changed");
    }
  }

  @Test
  void checkTellsThePlanAndChangesNothing() throws Exception {
    try (SimulatedFleet fleet = SimulatedFleet.start(dir, (_, _) -> "")) {
      Portside check = run(fleet, 6, "check", "-D");

      assertThat(check.code()).isEqualTo(2);
      assertThat(outcomes(check)).containsOnly("planned");
      assertThat(check.err()).containsOnlyOnce("h[0001:0006] (6 hosts):");
      assertThat(check.err()).containsOnlyOnce("+++ /etc/docker/daemon.json");
      assertThat(fleet.execs("h0001")).isEqualTo(1);
    }
  }

  @Test
  void checkTellsWhyAHostIsRefusedOnceForAll() throws Exception {
    try (SimulatedFleet fleet = SimulatedFleet.start(dir, garbled("h0002", "h0003"))) {
      Portside check = text(fleet, 4, "check");

      assertThat(check.code()).isEqualTo(1);
      assertThat(check.out()).contains("plan: 2 hosts to change, 0 as wanted, 2 that will not");
      assertThat(check.out()).containsOnlyOnce("probe-unreadable: h0002, h0003 (2 hosts)\n");
      assertThat(check.out()).containsOnlyOnce("mend:");
      assertThat(text(fleet, 4, "apply", "--max-fail", "2").out().split("probe-unreadable: h0002,"))
          .as("with the plan and at the end")
          .hasSize(3);
    }
  }

  @Test
  void aHostThatChangedSinceTheLookIsReadAgain() throws Exception {
    AtomicInteger transactions = new AtomicInteger();
    BiFunction<String, Script, String> once =
        (_, script) ->
            script == Script.TRANSACTION && transactions.incrementAndGet() == 1
                ? SimulatedFleet.STALE
                : "";
    try (SimulatedFleet fleet = SimulatedFleet.start(dir, once)) {
      Portside apply = run(fleet, 1, "apply");

      assertThat(outcomes(apply)).containsExactly("changed");
      assertThat(fleet.execs("h0001")).isEqualTo(4);
    }
  }

  @Test
  void aChangeThatWasNotShownIsNotMade() throws Exception {
    String edited =
        RecordedProbe.of("bookworm").file("/etc/docker/daemon.json", "{\"x\": 1}\n").output();
    AtomicInteger probes = new AtomicInteger();
    BiFunction<String, Script, String> edits =
        (_, script) ->
            switch (script) {
              case PROBE -> probes.incrementAndGet() == 1 ? "" : edited;
              case TRANSACTION -> SimulatedFleet.STALE;
            };
    try (SimulatedFleet fleet = SimulatedFleet.start(dir, edits)) {
      Portside apply = run(fleet, 1, "apply");

      assertThat(apply.code()).isEqualTo(1);
      assertThat(apply.problem("h0001").path("code").asText()).isEqualTo("changed-meanwhile");
      assertThat(fleet.execs("h0001")).isEqualTo(3);
    }
  }

  @Test
  void batchesAreSpreadOverTheValuesOfAVariable() throws Exception {
    try (SimulatedFleet fleet = SimulatedFleet.start(dir, (_, _) -> "")) {
      Portside apply = run(fleet, 6, "apply", "--batches", "100%", "--spread-by", "rack");
      assertThat(apply.err()).contains("batch 1 of 2: 4 hosts", "batch 2 of 2: 2 hosts");

      Portside unknown = run(fleet, 6, "apply", "--spread-by", "rakc");
      assertThat(unknown.code()).isEqualTo(64);
      assertThat(unknown.err()).contains("--spread-by", "'rakc'", "did you mean 'rack'?");

      Portside unresolved = run(fleet, 6, "apply", "--spread-by", "site");
      assertThat(unresolved.code()).isEqualTo(64);
      assertThat(unresolved.err()).contains("'site'", "reference");
    }
  }

  @Test
  void unreachableHostsCountAndExitWith4() throws Exception {
    try (SimulatedFleet fleet = SimulatedFleet.start(dir, (_, _) -> "")) {
      Portside apply =
          run(fleet, 3, "apply", "-l", "h0003", "-e", "ansible_port=1", "--connect-timeout", "2");

      assertThat(apply.code()).as(apply.toString()).isEqualTo(4);
      assertThat(apply.host("h0003").path("outcome").asText()).isEqualTo("unreachable");
    }
  }

  @Test
  void aReportIsThereWhileTheRunGoesOnAndCanBeResumed() throws Exception {
    CountDownLatch holding = new CountDownLatch(1);
    Path file = dir.resolve("report.json");
    BiFunction<String, Script, String> slowCanary =
        (host, script) -> {
          if (script == Script.TRANSACTION && host.equals("h0002")) {
            hold(holding);
          }
          return "";
        };
    try (SimulatedFleet fleet = SimulatedFleet.start(dir, slowCanary)) {
      CompletableFuture<Portside> apply =
          CompletableFuture.supplyAsync(
              () -> run(fleet, 3, "apply", "--batches", "1", "--report", file.toString()));

      await()
          .ignoreException(NoSuchFileException.class) // not written yet
          .atMost(Duration.ofMinutes(5))
          .untilAsserted(
              () ->
                  assertThat(written(file).findValuesAsText("outcome"))
                      .containsExactly("changed", "indeterminate", "skipped"));
      assertThat(written(file).at("/hosts/1/problems/0/code").asText()).isEqualTo("under-way");
      Path copy = Files.copy(file, dir.resolve("left.json"));
      holding.countDown();
      assertThat(apply.join().code()).isZero();
      assertThat(written(file).findValuesAsText("outcome")).containsOnly("changed");

      Portside resumed = run(fleet, 3, "apply", "--resume", copy.toString());
      assertThat(resumed.report().path("hosts").findValuesAsText("host"))
          .containsExactly("h0002", "h0003");
    }
  }

  @Test
  void aReportToResumeWhoseHostsAreNotHereIsNotDone() throws Exception {
    Path left = dir.resolve("left.json");
    String report =
        """
        {"portside": "1.0.0", "hosts": [{"host": "h0001", "outcome": "changed"},
         {"host": "h0002", "outcome": "failed"}, {"host": "gone", "outcome": "skipped"}]}
        """;
    try (SimulatedFleet fleet = SimulatedFleet.start(dir, (_, _) -> "")) {
      Files.writeString(left, report);
      Portside some = run(fleet, 3, "check", "--resume", left.toString());
      assertThat(some.code()).isEqualTo(2);
      assertThat(some.report().path("hosts").findValuesAsText("host")).containsExactly("h0002");
      assertThat(some.err()).contains("not among those of this run: gone");

      Portside none = run(fleet, 3, "check", "--resume", left.toString(), "-l", "h0001");
      assertThat(none.code()).isEqualTo(64);
      assertThat(none.err()).contains("--resume", "none of the hosts", "h0002, gone", "mend:");

      Files.writeString(left, report.replaceAll("failed|skipped", "ok"));
      Portside nothing = run(fleet, 3, "check", "--resume", left.toString());
      assertThat(nothing.code()).isZero();
      assertThat(nothing.err()).contains("left no host to be done");
    }
  }

  private static BiFunction<String, Script, String> broken(String host) {
    return (each, script) ->
        script == Script.TRANSACTION && each.equals(host) ? SimulatedFleet.ROLLED_BACK : "";
  }

  private static BiFunction<String, Script, String> garbled(String... hosts) {
    return (each, script) -> script == Script.PROBE && List.of(hosts).contains(each) ? "?" : "";
  }

  private static void hold(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode written(Path file) throws Exception {
    return Portside.json(Files.readString(file));
  }

  private static List<String> outcomes(Portside run) {
    return run.report().path("hosts").findValuesAsText("outcome");
  }

  private Portside run(SimulatedFleet fleet, int hosts, String command, String... more) {
    List<String> all = new ArrayList<>(List.of("-o", "json"));
    all.addAll(List.of(more));
    return text(fleet, hosts, command, all.toArray(String[]::new));
  }

  private Portside text(SimulatedFleet fleet, int hosts, String command, String... more) {
    try {
      Path inventory = fleet.inventory(dir, hosts, i -> "rack=r" + i % 2 + " site=\"{{ rack }}\"");
      List<String> arguments = new ArrayList<>(List.of(command, "-i", inventory.toString()));
      arguments.addAll(List.of("--host-key-checking", "off", "--ssh-config", "/dev/null"));
      arguments.addAll(List.of(more));
      return Portside.run(arguments.toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
