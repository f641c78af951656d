package io.portside.inventory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Measures the way from files to connections for 10,000 and 100,000 hosts in 200 groups with {@code
 * group_vars}, each size in INI and in YAML. Run it in a JVM with the launcher's flags, as {@code
 * src/ARCHITECTURE.md} says; the first run is the cold one. {@code INI} or {@code YAML} as argument
 * measures one of them alone.
 */
final class InventoryBenchmark {
  private static final int GROUPS = 200;
  private static final int RUNS = 3;

  public static void main(String[] args) throws IOException {
    List<String> formats = args.length > 0 ? List.of(args) : List.of("INI", "YAML");
    for (int hosts : new int[] {10_000, 100_000}) {
      for (String format : formats) {
        Path directory = Files.createTempDirectory("inventory-benchmark");
        try {
          Path source = format.equals("YAML") ? yaml(directory, hosts) : ini(directory, hosts);
          groupVars(directory);
          for (int run = 1; run <= RUNS; run++) {
            measure("%,d hosts in %s, run %d".formatted(hosts, format, run), source);
          }
        } finally {
          delete(directory);
        }
      }
    }
  }

  private static void measure(String name, Path source) {
    long cpu = cpu();
    long start = System.nanoTime();
    Inventory inventory = Inventory.load(List.of(source.toString()), Map.of());
    long loaded = System.nanoTime();
    List<Host> hosts = inventory.select(List.of());
    long selected = System.nanoTime();
    List<Connection> connections = Connections.of(hosts, ConnectionDefaults.none());
    long connected = System.nanoTime();
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        "%s: load %d ms, resolve %d ms, connections %d ms, together %d ms (%d ms of CPU); %d MiB of"
            + " heap (%d)%n",
        name,
        (loaded - start) / 1_000_000,
        (selected - loaded) / 1_000_000,
        (connected - selected) / 1_000_000,
        (connected - start) / 1_000_000,
        (cpu() - cpu) / 1_000_000,
        (runtime.totalMemory() - runtime.freeMemory()) >> 20,
        connections.size());
  }

  /** Of the whole process, compiler and collector with it, in nanoseconds. */
  private static long cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
  }

  /** Every host has variables of its own, and one that refers to a group's. */
  private static Path ini(Path directory, int hosts) throws IOException {
    var text = new StringBuilder();
    for (int group = 0; group < GROUPS; group++) {
      text.append("[g").append(group).append("]\n");
      for (int host = group; host < hosts; host += GROUPS) {
        text.append(
            "web%06d.example.org ansible_host=%s ansible_port=2222 rack=r%d ansible_user='{{ login }}'\n"
                .formatted(host, address(host), host % 40));
      }
    }
    text.append("[prod:children]\n");
    for (int group = 0; group < GROUPS; group++) {
      text.append('g').append(group).append('\n');
    }
    return Files.writeString(directory.resolve("hosts"), text);
  }

  private static Path yaml(Path directory, int hosts) throws IOException {
    var text = new StringBuilder("prod:\n  children:\n");
    for (int group = 0; group < GROUPS; group++) {
      text.append("    g").append(group).append(":\n      hosts:\n");
      for (int host = group; host < hosts; host += GROUPS) {
        text.append(
            "        web%06d.example.org: {ansible_host: %s, rack: r%d}\n"
                .formatted(host, address(host), host % 40));
      }
    }
    return Files.writeString(directory.resolve("hosts.yml"), text);
  }

  private static String address(int host) {
    return "10.%d.%d.%d".formatted(host >> 16, host >> 8 & 255, host & 255);
  }

  private static void groupVars(Path directory) throws IOException {
    Path vars = Files.createDirectory(directory.resolve("group_vars"));
    Files.writeString(
        vars.resolve("all.yml"),
        """
        login: ops
        ansible_become: true
        portside_listen: ['tcp://{{ net }}:2375']
        net: 10.0.0.0/8
        """);
    for (int group = 0; group < GROUPS; group++) {
      var text = new StringBuilder("ansible_ssh_timeout: 10\n");
      for (int i = 0; i < 20; i++) {
        text.append("var%d: {a: %d, list: [1, 2, 3]}\n".formatted(i, i));
      }
      Files.writeString(vars.resolve("g" + group + ".yml"), text);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (Path file : files.toList().reversed()) {
        Files.delete(file);
      }
    }
  }

  private InventoryBenchmark() {}
}
