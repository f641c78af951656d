package io.portside.inventory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs an inventory script on this machine, with bounds on its time and output. */
final class ScriptRun {
  private static final long SECONDS = 120;
  private static final int MAX_STDERR = 2000;

  /** What it left. */
  record Output(int exitStatus, String stdout, String stderr) {}

  private ScriptRun() {}

  /**
   * Runs it and waits for its end.
   *
   * @throws IOException it cannot be started, takes too long or prints too much
   */
  static Output run(Path script, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(script.toAbsolutePath().toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).start();
    try {
      process.getOutputStream().close();
      var stdout = new ByteArrayOutputStream();
      var stderr = new ByteArrayOutputStream();
      Thread out = drain(process.getInputStream(), stdout, SourceFile.MAX_BYTES);
      Thread err = drain(process.getErrorStream(), stderr, MAX_STDERR);
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("it did not end within " + SECONDS + " s");
      }
      out.join();
      err.join();
      if (stdout.size() >= SourceFile.MAX_BYTES) {
        throw new IOException("it prints more than 16 MiB");
      }
      return new Output(
          process.exitValue(),
          stdout.toString(StandardCharsets.UTF_8),
          stderr.toString(StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /**
   * Keeps the first bytes and reads on, so that the script is not left writing into a full pipe.
   */
  private static Thread drain(InputStream from, ByteArrayOutputStream into, int limit) {
    return Thread.startVirtualThread(
        () -> {
          byte[] buffer = new byte[8192];
          try (from) {
            for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
              into.write(buffer, 0, Math.min(n, limit - into.size()));
            }
          } catch (IOException e) {
            // The process was killed: what came until then is kept.
          }
        });
  }
}
