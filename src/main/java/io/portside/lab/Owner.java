package io.portside.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A process that made a lab, told from every other one on any machine.
 *
 * @param pid its process id
 * @param started milliseconds since the epoch, 0 where unknown: process ids are used again
 * @param machine the boot and the process-id namespace in which the id means something; empty where
 *     unknown
 */
record Owner(long pid, long started, String machine) {

  /** This process. */
  static Owner self() {
    ProcessHandle self = ProcessHandle.current();
    return new Owner(self.pid(), start(self), machineOfSelf());
  }

  /** Reads {@link #toString}; anything else is nobody, long gone. */
  static Owner parse(String text) {
    String[] parts = text.split(" ", 3);
    try {
      return new Owner(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return new Owner(0, 0, "");
    }
  }

  /** Whether it still runs; means something on its own machine only. */
  boolean alive() {
    return ProcessHandle.of(pid).filter(p -> p.isAlive() && start(p) == started).isPresent();
  }

  @Override
  public String toString() {
    return pid + " " + started + " " + machine;
  }

  private static long start(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /** See {@code random(4)} and {@code namespaces(7)}; elsewhere than on Linux there are neither. */
  private static String machineOfSelf() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
          + " "
          + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException e) {
      return "";
    }
  }
}
