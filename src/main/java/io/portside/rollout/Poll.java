package io.portside.rollout;

import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Asks many hosts one thing at once, a virtual thread each. A host that takes long gives its place
 * up to the next, so that slow ones hold up nobody; how long each may take is for the asker to
 * bound.
 */
public final class Poll {
  /** From here on a host is called slow. */
  public static final Duration SLOW = Duration.ofSeconds(2);

  private final int forks;

  /**
   * A poll.
   *
   * @param forks hosts at once, not counting slow ones
   */
  public Poll(int forks) {
    this.forks = RolloutOptions.atOnce(forks);
  }

  /**
   * What is asked of one host.
   *
   * @param <T> the answer, which tells of failures too
   */
  public interface Question<T> {
    /** The whole way to the answer; what it throws is taken for a defect. */
    T ask();

    /** The answer where there is none for a defect of Portside. */
    T failed(Problem defect);
  }

  /** The answers in the order of the questions. */
  public <T> List<T> ask(List<? extends Question<T>> questions) {
    Semaphore free = new Semaphore(forks);
    List<CompletableFuture<T>> asked = new ArrayList<>();
    for (Question<T> question : questions) {
      free.acquireUninterruptibly();
      CompletableFuture<T> answer =
          CompletableFuture.supplyAsync(
              () -> answer(question), Thread.ofVirtual().name("poll")::start);
      CompletableFuture<T> _ =
          answer
              .copy()
              .orTimeout(SLOW.toMillis(), TimeUnit.MILLISECONDS)
              .whenComplete((_, _) -> free.release());
      asked.add(answer);
    }
    return asked.stream().map(CompletableFuture::join).toList();
  }

  private static <T> T answer(Question<T> question) {
    try {
      return question.ask();
    } catch (Throwable e) {
      // A broad catch: a defect on one host must not disturb the others.
      return question.failed(
          Problem.of(ProblemCode.DEFECT, "a defect in Portside: " + e, "report it"));
    }
  }
}
