package io.portside.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.outcome.HostReport;
import io.portside.outcome.Outcome;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class RolloutTest {
  private static final Problem CAUSE = Problem.of(ProblemCode.CONNECTION_REFUSED, "no", "");

  private final Recording events = new Recording();

  /**
   * Each letter a host: o conforms, f fails, u cannot be reached; s in the result: never started.
   */
  @ParameterizedTest
  @CsvSource({
    "1;100%, 0,   oooo, oooo",
    "1;100%, 0,   fooo, fsss",
    "1;100%, 0,   uooo, usss",
    "1;2,    0,   oofooo, oofsss",
    "1;2,    1,   oofooo, oofooo",
    "1;2,    0,   ooooof, ooooof",
    "4,      50%, ffoooo, ffoooo",
    "4,      50%, fffooo, fffoss",
    "100%,   0,   ffff, ffff",
  })
  void stopsAfterABatchWithTooManyFailures(
      String batches, String maxFail, String hosts, String expected) {
    Rollout rollout = rollout(50, batches.replace(';', ','), maxFail);

    RolloutResult result = rollout.run(ways(hosts));

    assertThat(letters(result)).isEqualTo(expected);
    assertThat(result.interrupted()).isFalse();
    assertThat(result.defects()).isEmpty();
    assertThat(events.finished).containsExactlyInAnyOrderElementsOf(result.reports());
  }

  @Test
  void saysWhyHostsWereSkipped() {
    RolloutResult result = rollout(50, "1,2,100%", "0").run(ways("ofoo"));

    assertThat(result.reports().getLast().outcome())
        .isEqualTo(new Outcome.Skipped("the rollout stopped after batch 2: 1 of 2 hosts failed"));
  }

  @Test
  void tellsOfEachBatchThatStarts() {
    rollout(50, "1,2,100%", "0").run(ways("ofoo"));

    assertThat(events.batches).containsExactly("1/3: 1", "2/3: 2");
    assertThat(events.started).containsExactlyInAnyOrder("h0", "h1", "h2");
  }

  @Test
  void aDefectOnOneHostLeavesTheOthersAlone() {
    List<HostWay> hosts = new ArrayList<>(ways("ooo"));
    hosts.set(1, new HostWay("h1", "a1", () -> deep(0)));

    RolloutResult result = rollout(50, "100%", "0").run(hosts);

    assertThat(letters(result)).isEqualTo("ofo");
    assertThat(result.reports().get(1).address()).isEqualTo("a1");
    assertThat(result.reports().get(1).outcome().problems().getFirst().code())
        .isEqualTo(ProblemCode.DEFECT);
    assertThat(result.defects()).singleElement().isInstanceOf(StackOverflowError.class);
  }

  @Test
  void aListenerThatThrowsCostsNoHostItsReport() {
    RolloutListener broken =
        new RolloutListener() {
          @Override
          public void hostStarted(String host) {
            throw new IllegalStateException("the display is gone");
          }
        };

    RolloutResult result = new Rollout(options(50, "1", "0"), broken).run(ways("ooo"));

    assertThat(letters(result)).isEqualTo("ooo");
    assertThat(result.defects()).singleElement().isInstanceOf(IllegalStateException.class);
  }

  @Test
  void runsAsManyHostsAtOnceAsAskedAndNoMore() {
    CountDownLatch three = new CountDownLatch(3);
    CountDownLatch oneTooMany = new CountDownLatch(4);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Supplier<HostReport> way =
        () -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          three.countDown();
          oneTooMany.countDown();
          await(three); // Passes only when three are under way together.
          giveAChanceTo(oneTooMany);
          now.decrementAndGet();
          return report("h", new Outcome.Unchanged());
        };
    List<HostWay> hosts =
        IntStream.range(0, 9).mapToObj(i -> new HostWay("h" + i, "a", way)).toList();

    rollout(3, "100%", "0").run(hosts);

    assertThat(most).hasValue(3);
  }

  @Test
  void whenStoppedFinishesTheHostsUnderWayAndStartsNoOther() {
    Rollout rollout = rollout(2, "3,100%", "0");
    CountDownLatch stopped = new CountDownLatch(1);
    List<HostWay> hosts = new ArrayList<>(ways("ooooo"));
    hosts.set(0, waiting("h0", stopped));
    hosts.set(
        1,
        new HostWay(
            "h1",
            "a1",
            () -> {
              rollout.stop();
              stopped.countDown();
              return report("h1", new Outcome.Changed(List.of()));
            }));

    RolloutResult result = rollout.run(hosts);

    assertThat(letters(result)).isEqualTo("ocsss");
    assertThat(result.interrupted()).isTrue();
    assertThat(events.batches).hasSize(1);
    assertThat(events.finished).containsExactlyInAnyOrderElementsOf(result.reports());
  }

  @Test
  void anInterruptedCallerStillWaitsForTheHostsUnderWay() {
    Thread.currentThread().interrupt();

    RolloutResult result = rollout(1, "1", "0").run(ways("ooo"));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(letters(result)).isEqualTo("ooo");
  }

  @Test
  void reportsInTheOrderOfTheHostsWhateverTheOrderTheyEndIn() {
    CountDownLatch last = new CountDownLatch(1);
    List<HostWay> hosts =
        List.of(
            waiting("h0", last),
            new HostWay(
                "h1",
                "a1",
                () -> {
                  last.countDown();
                  return report("h1", new Outcome.Unchanged());
                }));

    RolloutResult result = rollout(2, "100%", "0").run(hosts);

    assertThat(result.reports()).extracting(HostReport::host).containsExactly("h0", "h1");
  }

  @Test
  void eventsNeverOverlap() {
    AtomicInteger inside = new AtomicInteger();
    List<Integer> seen = new ArrayList<>();
    RolloutListener listener =
        new RolloutListener() {
          @Override
          public void hostFinished(HostReport report) {
            seen.add(inside.incrementAndGet());
            for (int i = 0; i < 1000; i++) {
              Thread.onSpinWait();
            }
            inside.decrementAndGet();
          }
        };

    new Rollout(options(50, "100%", "0"), listener).run(ways("o".repeat(2000)));

    assertThat(seen).hasSize(2000).containsOnly(1);
  }

  private Rollout rollout(int forks, String batches, String maxFail) {
    return new Rollout(options(forks, batches, maxFail), events);
  }

  private static RolloutOptions options(int forks, String batches, String maxFail) {
    return new RolloutOptions(forks, Batches.parse(batches), MaxFail.parse(maxFail));
  }

  private static List<HostWay> ways(String hosts) {
    return IntStream.range(0, hosts.length())
        .mapToObj(
            i -> {
              Outcome outcome =
                  switch (hosts.charAt(i)) {
                    case 'f' -> new Outcome.Failed(List.of(CAUSE));
                    case 'u' -> new Outcome.Unreachable(CAUSE);
                    default -> new Outcome.Unchanged();
                  };
              return new HostWay("h" + i, "a" + i, () -> report("h" + i, outcome));
            })
        .toList();
  }

  private static HostWay waiting(String host, CountDownLatch latch) {
    return new HostWay(
        host,
        "a",
        () -> {
          await(latch);
          return report(host, new Outcome.Unchanged());
        });
  }

  private static HostReport report(String host, Outcome outcome) {
    return HostReport.of(host, "a", outcome);
  }

  private static String letters(RolloutResult result) {
    return String.join(
        "",
        result.reports().stream().map(r -> r.outcome().word()).map(RolloutTest::letter).toList());
  }

  private static String letter(String word) {
    return word.substring(0, 1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Leaves the way open to what must not happen; that it takes its time is no failure. */
  private static void giveAChanceTo(CountDownLatch latch) {
    try {
      boolean _ = latch.await(50, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("InfiniteRecursion")
  private static HostReport deep(int level) {
    return deep(level + 1);
  }

  private static final class Recording implements RolloutListener {
    final List<String> batches = new ArrayList<>();
    final List<String> started = new ArrayList<>();
    final List<HostReport> finished = new ArrayList<>();

    @Override
    public void batchStarted(int number, int of, int hosts) {
      batches.add(number + "/" + of + ": " + hosts);
    }

    @Override
    public void hostStarted(String host) {
      started.add(host);
    }

    @Override
    public void hostFinished(HostReport report) {
      finished.add(report);
    }
  }
}
