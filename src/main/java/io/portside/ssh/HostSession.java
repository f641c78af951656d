package io.portside.ssh;

import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Untrusted;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;

/** A session over any launcher of commands. */
final class HostSession implements Session {
  private final String address;
  private final Command.Launcher launcher;
  private final Runnable closer;
  private Elevation elevation;
  private int execs;

  HostSession(String address, Elevation elevation, Command.Launcher launcher, Runnable closer) {
    this.address = address;
    this.elevation = elevation;
    this.launcher = launcher;
    this.closer = closer;
  }

  @Override
  public Output run(RemoteScript script, Duration limit) throws SshException {
    return run(script, limit, pid -> end(pid, script));
  }

  @Override
  public Optional<byte[]> ask(String socket, byte[] request, int max, Duration limit)
      throws SshException {
    try {
      return launcher.ask(socket, request, max, Deadline.in(limit));
    } catch (IOException e) {
      throw lost("the socket " + socket + " was not reached", e);
    }
  }

  /** That the end of the script stays unknown is what the caller is told anyway. */
  private void end(long pid, RemoteScript script) {
    try {
      Output _ = run(Ending.of(pid, script), Ending.LIMIT, _ -> {});
    } catch (SshException e) {
      // The link is as bad as the script was slow.
    }
  }

  private Output run(RemoteScript script, Duration limit, LongConsumer abandon)
      throws SshException {
    Marks marks = Marks.fresh();
    Transcript transcript = new Transcript(marks);
    Deadline deadline = Deadline.in(limit);
    execs++;
    try (Command command =
        launcher.launch(
            elevation.line(marks, script), elevation.terminal(), transcript, deadline)) {
      return new Exchange(script, elevation, command, transcript, deadline, abandon).run();
    } catch (IOException e) {
      throw lost("no command could be started", e);
    } catch (SshException e) {
      if (e.started() || !wantsTerminal(transcript)) {
        throw e;
      }
    }
    elevation = elevation.onTerminal();
    return run(script, limit, abandon);
  }

  /** As {@code requiretty} in sudoers does. Nothing ran, so that it can be tried once more. */
  private boolean wantsTerminal(Transcript transcript) {
    return !elevation.terminal()
        && launcher.hasTerminals()
        && Refusals.wantsTerminal(elevation, transcript.errors());
  }

  private static SshException lost(String what, IOException e) {
    return new SshException(
        Problem.of(
            ProblemCode.CONNECTION_LOST,
            what + ": " + Untrusted.line(Objects.toString(e.getMessage(), "no reason given"), 200),
            "look whether the host is up, then run again"),
        false);
  }

  @Override
  public int execs() {
    return execs;
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public void close() {
    closer.run();
  }
}
