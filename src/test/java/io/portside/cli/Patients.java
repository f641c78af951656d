package io.portside.cli;

import io.portside.lab.Lab;
import io.portside.lab.LabHost;
import io.portside.lab.LabImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;

/**
 * Cases for several hosts: on each host one after the other, on all hosts at once. {@code
 * -Dcauses=REGEX} picks some by their names.
 */
final class Patients {
  private static final String NAMES = System.getProperty("causes", ".*");

  private final Map<Patient, List<Case>> cases = new LinkedHashMap<>();

  private record Case(String name, Consumer<Patient> trial) {}

  Patients(Lab lab) {
    for (LabHost host : lab.hosts()) {
      cases.put(new Patient(lab, new Inside(host)), new ArrayList<>());
    }
  }

  /** A case for the host of each of these kinds. */
  void on(List<LabImage> kinds, String name, Consumer<Patient> trial) {
    cases.forEach(
        (patient, list) -> {
          if (kinds.contains(patient.host().kind()) && name.matches(NAMES)) {
            list.add(new Case(name, trial));
          }
        });
  }

  void on(LabImage kind, String name, Consumer<Patient> trial) {
    on(List.of(kind), name, trial);
  }

  /** Tries all of them; a test tells how each came out. */
  List<DynamicTest> tried() {
    try (ExecutorService hosts = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<DynamicTest>>> running = new ArrayList<>();
      cases.forEach(
          (patient, list) ->
              running.add(
                  hosts.submit(() -> list.stream().map(each -> tried(patient, each)).toList())));
      return running.stream().map(Patients::result).flatMap(List::stream).toList();
    }
  }

  private static DynamicTest tried(Patient patient, Case each) {
    String name = patient.host().kind().label() + ": " + each.name();
    long start = System.nanoTime();
    Runnable verdict = () -> {};
    try {
      patient.reset();
      each.trial().accept(patient);
    } catch (AssertionError | RuntimeException e) {
      verdict =
          () -> {
            throw new AssertionError(e.getMessage(), e);
          };
    }
    System.err.printf("%s: %.1f s%n", name, (System.nanoTime() - start) / 1e9);
    return DynamicTest.dynamicTest(name, verdict::run);
  }

  private static List<DynamicTest> result(Future<List<DynamicTest>> tests) {
    try {
      return tests.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
