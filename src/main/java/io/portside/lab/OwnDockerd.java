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
  private final Path log;

  private OwnDockerd(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Of the dockerd itself. */
  long pid() {
    return process.pid();
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
      Path log = Files.createTempFile("portside-dockerd-", ".log");
      progress.accept("Starting dockerd, as no engine answers; its log is " + log);
      // In a session of its own: a Ctrl-C at the terminal is meant for us, and the hosts go first.
      Process process =
          new ProcessBuilder("setsid", "dockerd")
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .redirectInput(new File("/dev/null"))
              .start();
      OwnDockerd dockerd = new OwnDockerd(process, log);
      dockerd.await();
      progress.accept("dockerd answers after " + LocalCommand.secondsSince(start));
      return dockerd;
    } catch (IOException e) {
      throw LabProblem.noEngine("dockerd cannot be started: " + e.getMessage(), "");
    }
  }

  private void await() {
    long deadline = System.nanoTime() + START.toNanos();
    try {
      while (!EngineSocket.answers()) {
        // The exit is followed as it happens: a dockerd that fails does so in its first second.
        if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
          throw LabProblem.noEngine(
              "dockerd ended with %d:%n%s".formatted(process.exitValue(), lastWords()),
              "see " + log);
        }
        if (System.nanoTime() > deadline) {
          stop();
          throw LabProblem.noEngine(
              "dockerd does not answer after %d s:%n%s".formatted(START.toSeconds(), lastWords()),
              "see " + log);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop();
      throw LabProblem.noEngine("interrupted while dockerd started", "");
    }
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops it, and waits for its end; its log goes too. */
  @Override
  public void close() {
    stop();
    try {
      Files.deleteIfExists(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void stop() {
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
