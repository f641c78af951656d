package io.portside.lab;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A Docker engine that this process started, on a machine that had none. */
final class OwnDockerd implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(1);
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Process process;

  private OwnDockerd(Process process) {
    this.process = process;
  }

  /**
   * Starts dockerd and waits until it answers.
   *
   * @throws io.portside.problem.InputException it ended, or does not answer in time; with the last
   *     lines of its log
   */
  static OwnDockerd start(Consumer<String> progress) {
    long start = System.nanoTime();
    try {
      File log = Files.createTempFile("portside-dockerd-", ".log").toFile();
      progress.accept("Starting dockerd, as no engine answers; its log is " + log);
      // In a session of its own: a Ctrl-C at the terminal is meant for us, and the hosts go first.
      Process process =
          new ProcessBuilder("setsid", "dockerd")
              .redirectErrorStream(true)
              .redirectOutput(log)
              .redirectInput(new File("/dev/null"))
              .start();
      OwnDockerd dockerd = new OwnDockerd(process);
      dockerd.await(log.toPath());
      progress.accept("dockerd answers after " + LocalCommand.secondsSince(start));
      return dockerd;
    } catch (IOException e) {
      throw LabProblem.noEngine("dockerd cannot be started: " + e.getMessage(), "");
    }
  }

  private void await(Path log) {
    long deadline = System.nanoTime() + START.toNanos();
    try {
      while (!EngineSocket.answers()) {
        // The exit is followed as it happens: a dockerd that fails does so in its first second.
        if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
          throw LabProblem.noEngine(
              "dockerd ended with %d:%n%s".formatted(process.exitValue(), end(log)), "see " + log);
        }
        if (System.nanoTime() > deadline) {
          close();
          throw LabProblem.noEngine(
              "dockerd does not answer after %d s:%n%s".formatted(START.toSeconds(), end(log)),
              "see " + log);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw LabProblem.noEngine("Interrupted while dockerd started", "");
    }
  }

  private static String end(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops it, and waits for its end. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
