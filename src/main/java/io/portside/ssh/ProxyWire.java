package io.portside.ssh;

import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Untrusted;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The standard input and output of a {@code ProxyCommand}, which ends with its session. */
final class ProxyWire implements Wire {
  private static final int SHOWN = 300;
  private static final int ERRORS_KEPT = 4096;
  private static final long GRACE_SECONDS = 2;

  /** What ssh says where the sshd that it went to was too busy, which passes. */
  private static final Pattern BUSY =
      Pattern.compile(
          "kex_exchange_identification|Exceeded MaxStartups|Connection (?:reset|closed) by");

  private final Process process;
  private final String program;
  private final String place;
  private final InputStream in;
  private final Thread errorsReader;
  private volatile String errors = "";
  private volatile boolean ended;

  private ProxyWire(Process process, String program, String place) {
    this.process = process;
    this.program = program;
    this.place = place;
    this.in = new UntilEnd(process.getInputStream());
    this.errorsReader = threads().newThread(this::readErrors);
    errorsReader.start();
  }

  /**
   * Starts the process as ssh does: by the user's shell, which it takes the place of.
   *
   * @throws IOException there is no shell
   */
  static ProxyWire start(Way.Proxy way, Route route) throws IOException {
    String shell = Optional.ofNullable(System.getenv("SHELL")).orElse("/bin/sh");
    Process process = new ProcessBuilder(shell, "-c", "exec " + way.command()).start();
    return new ProxyWire(
        process, Untrusted.line(way.program(), 40), route.host() + " port " + route.port());
  }

  private void readErrors() {
    byte[] bytes = new byte[ERRORS_KEPT];
    try {
      InputStream from = process.getErrorStream();
      for (int length = from.read(bytes); length >= 0; length = from.read(bytes)) {
        String more = errors + new String(bytes, 0, length, StandardCharsets.UTF_8);
        errors = more.substring(Math.max(0, more.length() - ERRORS_KEPT));
      }
    } catch (IOException e) {
      // The process was ended, and nobody asks what it had to say.
    }
  }

  /** Where the host spoke, what it said tells more. */
  @Override
  public Optional<LoginResult> blame(LoginTrail trail, Deadline deadline) {
    boolean spoke =
        trail.phase().compareTo(LoginTrail.Phase.GREETING) > 0 || !trail.greeting().isEmpty();
    if (spoke || Thread.currentThread().isInterrupted()) {
      return Optional.empty();
    }
    if (!ended && deadline.passed()) {
      return Optional.of(
          new LoginResult.Failed(
              problem(
                  ProblemCode.CONNECTION_TIMEOUT,
                  "brought no answer of " + place + " within the connect timeout")));
    }
    if (!hasEnded()) {
      return Optional.empty();
    }
    Problem problem =
        problem(
            ProblemCode.PROXY_COMMAND_FAILED,
            "ended with status " + process.exitValue() + " before " + place + " answered");
    return Optional.of(
        BUSY.matcher(errors).find()
            ? new LoginResult.Dropped(problem)
            : new LoginResult.Failed(problem));
  }

  private Problem problem(ProblemCode code, String how) {
    String said = said();
    return Problem.of(
        code,
        "the ProxyCommand (" + program + ") " + how + (said.isEmpty() ? "" : "; it said: " + said),
        "run the ProxyCommand by hand; the host's greeting, SSH-2.0, should come back");
  }

  /** What does not read or write any more is at its end. */
  private boolean hasEnded() {
    try {
      ended = process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ended;
  }

  private String said() {
    try {
      errorsReader.join(TimeUnit.SECONDS.toMillis(GRACE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Untrusted.line(errors, SHOWN);
  }

  @Override
  public InputStream in() {
    return in;
  }

  @Override
  public OutputStream out() {
    return process.getOutputStream();
  }

  /** Reading from a process holds a thread of the system in any case. */
  @Override
  public ThreadFactory threads() {
    return Thread.ofPlatform().daemon().name("proxy-command").factory();
  }

  /** By its handle: a process that is destroyed loses what it has said and nobody has read. */
  @Override
  public void close() {
    ProcessHandle handle = process.toHandle();
    handle.descendants().forEach(ProcessHandle::destroy);
    boolean _ = handle.destroy();
    CompletableFuture<Void> _ =
        handle
            .onExit()
            .completeOnTimeout(handle, GRACE_SECONDS, TimeUnit.SECONDS)
            .thenAccept(ProcessHandle::destroyForcibly);
  }

  /** At its end waits for that of the process, so that the one who asks why is told. */
  private final class UntilEnd extends FilterInputStream {
    UntilEnd(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int count = super.read(bytes, from, length);
      if (count < 0) {
        boolean _ = hasEnded();
      }
      return count;
    }
  }
}
