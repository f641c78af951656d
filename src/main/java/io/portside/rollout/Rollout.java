package io.portside.rollout;

import io.portside.outcome.HostReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Takes hosts along their ways: a look at all of them, one question, and the changes batch by
 * batch; a virtual thread a host. For one run.
 */
public final class Rollout {
  private final RolloutOptions options;
  private final Events events;
  private final AtOnce atOnce;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile boolean stopped;

  public Rollout(RolloutOptions options, RolloutListener listener) {
    this.options = options;
    this.events = new Events(listener);
    this.atOnce = new AtOnce(options.forks(), () -> stopped);
  }

  /** Starts no more hosts; those under way finish. From any thread, such as a signal's. */
  public void stop() {
    stopped = true;
    stopping.countDown();
  }

  /**
   * Returns when every host has ended or will never start. Interrupting the caller's thread changes
   * nothing: a host under way must not be left in the middle, so there is {@link #stop}.
   */
  public RolloutResult run(List<HostWay> ways, Agreement agreement) {
    List<Member> all = ways.stream().map(way -> new Member(way, events)).toList();
    events.lookStarted(all.size());
    options
        .looks()
        .split(all, Spread.over(all, Member::place))
        .forEach(batch -> atOnce.forEach(batch, Member::look));
    Optional<String> halt = interruption();
    List<PlannedHost> planned = all.stream().flatMap(m -> m.planned().stream()).toList();
    if (halt.isEmpty() && !planned.isEmpty()) {
      halt =
          switch (agreement.ask(planned, ended(all))) {
            case GO_ON -> change(all);
            case NO -> Optional.of("the plan was not agreed to");
            case ONLY_TELL -> {
              all.forEach(Member::tell);
              yield Optional.empty();
            }
          };
    }
    halt.ifPresent(why -> all.forEach(member -> member.skip(why)));
    return new RolloutResult(ended(all), stopped, events.defects());
  }

  /** Why it went no further; empty: it came to its end. */
  private Optional<String> change(List<Member> all) {
    List<Member> atStake = all.stream().filter(Member::atStake).toList();
    List<List<Member>> batches = options.batches().split(atStake, Spread.over(all, Member::place));
    Optional<String> halt = interruption();
    for (int number = 1; number <= batches.size() && halt.isEmpty(); number++) {
      List<Member> batch = batches.get(number - 1);
      events.batchStarted(number, batches.size(), batch.stream().map(Member::name).toList());
      atOnce.forEach(batch, Member::change);
      boolean moreFollow = number < batches.size();
      if (moreFollow) {
        settle(batch);
      }
      halt = moreFollow ? haltAfter(number, batch) : interruption();
    }
    return halt;
  }

  // The first answer from outside is part of the change: this is the second, before others follow.
  private void settle(List<Member> batch) {
    List<Member> asked = batch.stream().filter(Member::answersOutside).toList();
    if (!asked.isEmpty() && options.settle().isPositive()) {
      events.settling(options.settle());
      if (!stopsWithin(options.settle())) {
        atOnce.forEach(asked, Member::lookAgain);
      }
    }
  }

  private boolean stopsWithin(Duration time) {
    try {
      return stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static List<HostReport> ended(List<Member> all) {
    return all.stream().flatMap(member -> member.report().stream()).toList();
  }

  private Optional<String> interruption() {
    return stopped ? Optional.of("the rollout was interrupted") : Optional.empty();
  }

  private Optional<String> haltAfter(int number, List<Member> batch) {
    long failed = batch.stream().filter(Member::failed).count();
    return options.maxFail().exceeded(failed, batch.size())
        ? Optional.of(
            "the rollout stopped after batch %d: %d of %d hosts failed"
                .formatted(number, failed, batch.size()))
        : interruption();
  }
}
