package io.portside.ssh.config;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The command of {@code Match exec}, run by the user's shell as ssh does. */
final class ShellTest {
  private static final int SECONDS = 60;

  private ShellTest() {}

  /** Whether it ended, and well. */
  static Optional<Boolean> succeeds(String command, Map<String, String> environment)
      throws IOException {
    String shell = environment.getOrDefault("SHELL", "/bin/sh");
    Process process =
        new ProcessBuilder(List.of(shell, "-c", command))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      process.getOutputStream().close();
      return process.waitFor(SECONDS, TimeUnit.SECONDS)
          ? Optional.of(process.exitValue() == 0)
          : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
