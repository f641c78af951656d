package io.portside.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A command on this machine, for making what the lab needs. */
final class LocalCommand {
  private LocalCommand() {}

  /**
   * Runs it to its end.
   *
   * @throws io.portside.problem.InputException it cannot be started or does not end with 0; with
   *     the last lines of its output
   */
  static void run(List<String> command) {
    String name = String.join(" ", command.subList(0, Math.min(2, command.size())));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    LastLines output = new LastLines();
    try {
      Process process = builder.start();
      try (BufferedReader lines = process.inputReader()) {
        lines.lines().forEach(output::add);
      }
      int exitCode = process.waitFor();
      if (exitCode != 0) {
        throw LabProblem.failed(
            "\"%s\" ended with %d:%n%s".formatted(name, exitCode, output),
            "run it by hand to see more");
      }
    } catch (IOException e) {
      throw LabProblem.failed("\"" + name + "\" cannot be started: " + e.getMessage(), "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LabProblem.failed("\"" + name + "\" was interrupted", "");
    }
  }

  /** Installs Debian packages, with fresh package lists where there are none or only old ones. */
  static void install(String packages, Consumer<String> progress) {
    progress.accept("Installing " + packages + " by apt-get");
    long start = System.nanoTime();
    run(List.of("apt-get", "update", "-q"));
    run(
        Stream.concat(
                Stream.of("apt-get", "install", "-q", "-y", "--no-install-recommends"),
                Stream.of(packages.split(" ", -1)))
            .toList());
    progress.accept("Installed " + packages + " in " + secondsSince(start));
  }

  /** Whether this process may install packages: root, on Debian. */
  static boolean mayInstall() {
    return "root".equals(System.getProperty("user.name"))
        && Path.of("/etc/debian_version").toFile().exists();
  }

  /** Whether the command is where a shell of root would find it. */
  static boolean exists(String command) {
    return Stream.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")
        .anyMatch(dir -> Path.of(dir, command).toFile().canExecute());
  }

  /**
   * How long something took, as {@code 12 s}.
   *
   * @param start of {@link System#nanoTime}
   */
  static String secondsSince(long start) {
    return Math.max(1, Duration.ofNanos(System.nanoTime() - start).plusMillis(500).toSeconds())
        + " s";
  }
}
