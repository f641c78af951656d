package io.portside.ssh;

import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/** The one session of a run with a jump host: opened by whoever comes first, others wait for it. */
final class JumpHost {
  /** So long all are told of a failure that may pass; then the next one may try again. */
  private static final Duration PASSING = Duration.ofSeconds(30);

  /** So often it is opened again after it broke. */
  private static final int MOST_REOPENED = 20;

  private final Dialer dialer;
  private final int retries;
  private final ReentrantLock lock = new ReentrantLock();
  private int opened;
  private @Nullable ClientSession session;
  private @Nullable Problem failure;
  private Deadline failureHolds = Deadline.in(Duration.ZERO);

  JumpHost(Dialer dialer, int retries) {
    this.dialer = dialer;
    this.retries = retries;
  }

  /**
   * The session, which must not be closed.
   *
   * @throws SshException it could not be opened, now or just before
   */
  ClientSession session(Way.Jump way, Optional<Duration> timeout) throws SshException {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      throw Dialing.interrupted();
    }
    try {
      if (session != null && session.isOpen()) {
        return session;
      }
      if (failure != null && !failureHolds.passed()) {
        throw new SshException(failure, false);
      }
      Call call = new Call(way.host(), Optional.empty(), timeout, retries, Optional.of(way.name()));
      session = opened(call);
      return session;
    } finally {
      lock.unlock();
    }
  }

  private ClientSession opened(Call call) throws SshException {
    if (opened > MOST_REOPENED) {
      throw call.failure(
          Problem.of(
              ProblemCode.CONNECTION_LOST,
              "its connection broke " + opened + " times in this run",
              "look into its log of sshd"));
    }
    try {
      ClientSession fresh = dialer.dial(call);
      opened++;
      failure = null;
      return fresh;
    } catch (SshException e) {
      remember(e.problem());
      throw e;
    }
  }

  private void remember(Problem problem) {
    failure = problem;
    failureHolds = Deadline.in(held(problem.code()));
  }

  /** A login or a key that was refused once is never tried again: that locks accounts. */
  static Duration held(ProblemCode code) {
    return switch (code) {
      case INTERRUPTED -> Duration.ZERO;
      case CONNECTION_LOST,
          CONNECTION_TIMEOUT,
          CONNECTION_REFUSED,
          DISCONNECTED,
          JUMP_REFUSED,
          NAME_UNRESOLVED,
          NO_ROUTE,
          PROXY_COMMAND_FAILED ->
          PASSING;
      default -> Duration.ofDays(365);
    };
  }
}
