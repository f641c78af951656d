package io.portside.cli;

import io.portside.simulation.SimulatedFleet;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What 200 and 2,000 simulated hosts cost the controller, which runs in a process of its own with
 * the launcher's flags. The marginal cost of a host leaves out what the program costs at its start.
 */
final class FleetBenchmark {
  private static final int FEW = 200;
  private static final int MANY = 2000;

  private FleetBenchmark() {}

  /**
   * What one run took.
   *
   * @param cpu milliseconds of the whole process
   * @param memory the most that was resident, in KiB
   */
  private record Cost(int hosts, long cpu, long memory, long wall) {
    double cpuPerHost() {
      return (double) cpu / hosts;
    }
  }

  /** Without arguments the benchmark; with arguments a controller's command line. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0) {
      controller(arguments);
      return;
    }
    Path directory = Files.createTempDirectory("portside-fleet");
    try (SimulatedFleet fleet = SimulatedFleet.start(directory, (_, _) -> "")) {
      for (String command : List.of("check", "apply")) {
        Cost few = measured(fleet, directory, command, FEW);
        Cost many = measured(fleet, directory, command, MANY);
        double marginal = (double) (many.cpu - few.cpu) / (many.hosts - few.hosts);
        System.out.printf(
            Locale.ROOT,
            "%s: ratio of CPU a host, %d to %d: %.2f; each more costs %.1f ms%n",
            command,
            MANY,
            FEW,
            many.cpuPerHost() / few.cpuPerHost(),
            marginal);
      }
    }
  }

  private static Cost measured(SimulatedFleet fleet, Path directory, String command, int hosts)
      throws Exception {
    Path inventory = fleet.inventory(directory, hosts, _ -> "");
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:+UseSerialGC", "-XX:NewRatio=1", "-XX:TieredStopAtLevel=1"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.addAll(List.of(FleetBenchmark.class.getName(), command, "-i", inventory.toString()));
    line.addAll(List.of("--host-key-checking", "off", "--ssh-config", "/dev/null"));
    line.addAll(List.of("--report", directory.resolve("report.json").toString()));
    long start = System.nanoTime();
    ProcessBuilder controller = new ProcessBuilder(line);
    controller.environment().put("XDG_STATE_HOME", directory.toString());
    Process process = controller.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String[] figures = said.strip().split(" ", -1);
    Cost cost =
        new Cost(
            hosts,
            Long.parseLong(figures[0]),
            Long.parseLong(figures[1]),
            (System.nanoTime() - start) / 1_000_000);
    System.out.printf(
        Locale.ROOT,
        "%s of %d hosts: %.1f s, controller CPU %.1f s (%.1f ms a host), %d MiB at most%n",
        command,
        hosts,
        cost.wall / 1000.0,
        cost.cpu / 1000.0,
        cost.cpuPerHost(),
        cost.memory / 1024);
    return cost;
  }

  private static void controller(String[] arguments) throws Exception {
    PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), true);
    int code = Main.run(arguments, nowhere, nowhere);
    if (code != 0 && code != 2) {
      throw new IllegalStateException("exit code " + code);
    }
    long cpu =
        ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime()
            / 1_000_000;
    String memory =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmHWM"))
            .findFirst()
            .orElseThrow()
            .replaceAll("\\D", "");
    System.out.println(cpu + " " + memory);
  }
}
