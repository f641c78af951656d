package io.portside.ssh;

import io.portside.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalInt;

/** Commands on this machine, without SSH, as {@code ansible_connection: local} asks for. */
final class LocalLauncher implements Command.Launcher {

  @Override
  public Command launch(String line, boolean terminal, Transcript transcript, Deadline deadline)
      throws IOException {
    Process process = new ProcessBuilder("sh", "-c", line).start();
    Thread out = pump(process.getInputStream(), transcript.stdout());
    Thread err = pump(process.getErrorStream(), transcript.stderr());
    Thread _ =
        Thread.ofVirtual()
            .name("portside-local")
            .start(
                () -> {
                  try {
                    out.join();
                    err.join();
                    transcript.end(OptionalInt.of(process.waitFor()));
                  } catch (InterruptedException e) {
                    transcript.end(OptionalInt.empty());
                  }
                });
    return new LocalCommand(process);
  }

  @Override
  public boolean hasTerminals() {
    return false;
  }

  @Override
  public Optional<byte[]> ask(String socket, byte[] request, int max, Deadline deadline) {
    return Optional.empty();
  }

  private static Thread pump(InputStream from, OutputStream to) {
    return Thread.ofVirtual()
        .name("portside-local-output")
        .start(
            () -> {
              try (from) {
                from.transferTo(to);
              } catch (IOException e) {
                // The process was closed; its exit status still comes.
              }
            });
  }

  private record LocalCommand(Process process) implements Command {
    @Override
    public OutputStream stdin() {
      return process.getOutputStream();
    }

    @Override
    public boolean linked() {
      return true;
    }

    @Override
    public Optional<Problem> breach() {
      return Optional.empty();
    }

    @Override
    public void close() {
      try {
        process.getOutputStream().close();
      } catch (IOException e) {
        // It ended before it read all; nothing is left to tell it.
      }
    }
  }
}
