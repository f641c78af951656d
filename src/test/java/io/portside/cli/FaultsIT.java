package io.portside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.lab.LabImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every fault at every step, over all kinds of hosts: docker runs, its containers too, under the
 * old or the new configuration, and the run knows under which. The steps are those that the hosts
 * report, so a new one is tested without anyone's doing. Each fault meets every sixth step, on one
 * kind of host; with {@code -Dfaults=NAME,NAME} those faults each step, with {@code -Dfaults=all}
 * each fault each step on each kind.
 */
class FaultsIT {
  private static final String ASKED = System.getProperty("faults", "");
  private static final List<String> NAMES = List.of(ASKED.split(",", -1));
  private static final List<Fault> FAULTS =
      Arrays.stream(Fault.values())
          .filter(f -> f != Fault.NONE)
          .filter(f -> ASKED.isEmpty() || ASKED.equals("all") || NAMES.contains(f.name()))
          .toList();
  private static final String ODD = "{\"debug\":true ,\n\n\t\"labels\" : []}";
  private static final List<LabImage> KINDS = LabImage.mixed(5);

  @TestFactory
  Stream<DynamicTest> theHostIsWholeAndTheRunKnows() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<List<FaultyHosts.Faulted>>> running =
          IntStream.range(0, KINDS.size())
              .mapToObj(n -> CompletableFuture.supplyAsync(() -> all(n), threads))
              .toList();
      return running.stream().flatMap(done -> done.join().stream()).map(FaultyHosts.Faulted::test);
    }
  }

  private static List<FaultyHosts.Faulted> all(int kind) {
    List<FaultyHosts.Faulted> done = new ArrayList<>();
    try (FaultyHosts hosts = new FaultyHosts(KINDS.get(kind), kind % 2 == 0 ? ODD : "")) {
      done.addAll(hosts.rehearse(_ -> true));
      List<FaultyHosts.Step> steps = hosts.steps();
      assertThat(steps).isNotEmpty();
      for (int step = 0; step < steps.size(); step++) {
        for (int fault = 0; fault < FAULTS.size(); fault++) {
          if (isFor(kind, step + fault)) {
            FaultyHosts.Step at = steps.get(step);
            done.add(hosts.run(new Scenario(at.kind(), at.step(), FAULTS.get(fault))));
          }
        }
      }
    }
    return done;
  }

  /** Kinds take turns; a fault meets another kind at the next step. */
  private static boolean isFor(int kind, int pair) {
    return switch (ASKED) {
      case "all" -> true;
      case "" -> pair % (6 * KINDS.size()) == 6 * kind;
      default -> pair % KINDS.size() == kind;
    };
  }
}
