package io.portside.inventory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs an inventory script on this machine, with bounds on its time and output. */
final class ScriptRun {
  private static final int MAX_STDERR = 2000;

  /** For reading what is still in the pipes when the script has ended. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /** What it left. */
  record Output(int exitStatus, String stdout, String stderr) {}

  private ScriptRun() {}

  /**
   * Runs it and waits for its end.
   *
   * @throws IOException it cannot be started, takes too long or prints too much
   */
  static Output run(Path script, Duration limit, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(script.toAbsolutePath().toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).start();
    try {
      process.getOutputStream().close();
      var stdout = new ByteArrayOutputStream();
      var stderr = new ByteArrayOutputStream();
      Thread err = Thread.startVirtualThread(() -> drain(process.getErrorStream(), stderr));
      Thread out = Thread.startVirtualThread(() -> take(process, stdout));
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      // All that the script printed is in the pipes; what it left behind may hold them open.
      out.join(GRACE);
      err.join(GRACE);
      synchronized (stdout) {
        if (stdout.size() > Limits.FILE_BYTES) {
          throw new IOException("it prints more than " + (Limits.FILE_BYTES >> 20) + " MiB");
        }
      }
      if (!ended) {
        throw new IOException("it did not end within " + limit.toSeconds() + " s");
      }
      return new Output(
          process.exitValue(),
          stdout.toString(StandardCharsets.UTF_8),
          stderr.toString(StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      kill(process);
    }
  }

  /** Ends the script where it prints too much: it may never stop by itself. */
  private static void take(Process process, ByteArrayOutputStream into) {
    try (InputStream from = process.getInputStream()) {
      byte[] buffer = new byte[8192];
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        synchronized (into) {
          into.write(buffer, 0, n);
        }
        if (into.size() > Limits.FILE_BYTES) {
          kill(process);
          return;
        }
      }
    } catch (IOException e) {
      // The process was killed: what came until then is kept.
    }
  }

  /**
   * Keeps the first bytes and reads on, so that the script is not left writing into a full pipe.
   */
  private static void drain(InputStream stream, ByteArrayOutputStream into) {
    try (InputStream from = stream) {
      byte[] buffer = new byte[8192];
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        into.write(buffer, 0, Math.min(n, MAX_STDERR - into.size()));
      }
    } catch (IOException e) {
      // The process was killed: what came until then is kept.
    }
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
