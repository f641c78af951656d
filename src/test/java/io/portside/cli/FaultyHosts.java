package io.portside.cli;

import io.portside.lab.LabImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** One host of a kind after the other: one that a fault has spoilt is replaced. */
final class FaultyHosts implements AutoCloseable {
  private final LabImage kind;
  private final String daemonJson;
  private final Map<String, Step> steps = new LinkedHashMap<>();
  private FaultyHost host;

  /** A step of a kind of transaction. */
  record Step(Scenario.Kind kind, String step) {}

  /** What became of a fault. */
  record Faulted(String name, Runnable verdict) {
    DynamicTest test() {
      return DynamicTest.dynamicTest(name, verdict::run);
    }
  }

  /** The first; see {@link FaultyHost}. */
  FaultyHosts(LabImage kind, String daemonJson) {
    this.kind = kind;
    this.daemonJson = daemonJson;
    this.host = new FaultyHost(kind, daemonJson);
  }

  /** Goes through some kinds of transaction without a fault, and learns their steps. */
  List<Faulted> rehearse(Predicate<Scenario.Kind> some) {
    List<Faulted> rehearsed = new ArrayList<>();
    for (Scenario.Kind each : Stream.of(Scenario.Kind.values()).filter(some).toList()) {
      host.steps();
      rehearsed.add(run(new Scenario(each, "its own pace", Fault.NONE)));
      host.steps().forEach(step -> steps.putIfAbsent(step, new Step(each, step)));
    }
    return rehearsed;
  }

  /** The steps that were rehearsed, each of the kind in which it was first seen. */
  List<Step> steps() {
    return List.copyOf(steps.values());
  }

  /** Tries one. */
  Faulted run(Scenario scenario) {
    String name = kind.label() + ": " + scenario;
    long start = System.nanoTime();
    try {
      String outcome = scenario.tryOn(host);
      System.err.printf("%s: %s, %.1f s%n", name, outcome, (System.nanoTime() - start) / 1e9);
      return new Faulted(name, () -> {});
    } catch (AssertionError | RuntimeException e) {
      System.err.printf("%s: FAILED %s%n", name, e.getMessage());
      String told = host.told();
      host.close();
      host = new FaultyHost(kind, daemonJson);
      return new Faulted(
          name,
          () -> {
            throw new AssertionError(e.getMessage() + "\n" + told, e);
          });
    }
  }

  /** Somebody changes daemon.json between two runs; see {@link FaultyHost#edit}. */
  void edit(int n) {
    host.edit(n);
  }

  @Override
  public void close() {
    host.close();
  }
}
