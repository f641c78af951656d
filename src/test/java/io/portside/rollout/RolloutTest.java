package io.portside.rollout;

import static io.portside.rollout.Ways.CAUSE;
import static io.portside.rollout.Ways.await;
import static io.portside.rollout.Ways.changing;
import static io.portside.rollout.Ways.report;
import static io.portside.rollout.Ways.waiting;
import static io.portside.rollout.Ways.way;
import static io.portside.rollout.Ways.ways;
import static org.assertj.core.api.Assertions.assertThat;

import io.portside.outcome.HostReport;
import io.portside.outcome.Outcome;
import io.portside.problem.ProblemCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class RolloutTest {
  private final Recording events = new Recording();
  private final AtomicReference<Rollout> stoppable = new AtomicReference<>();

  /**
   * Each letter a host: o conforms, c is changed, x fails to, u cannot be reached; in the result f
   * for failed and s for never started.
   */
  @ParameterizedTest
  @CsvSource({
    "1;100%, 0,   cccc, cccc",
    "1;100%, 0,   xccc, fsss",
    "1;100%, 0,   uccc, usss",
    "1;100%, 0,   oxcc, ofss", // who conforms is no canary
    "1;100%, 0,   xcoo, fsoo",
    "1;2,    0,   ccxccc, ccfsss",
    "1;2,    1,   ccxccc, ccfccc",
    "1;2,    0,   cccccx, cccccf",
    "4,      50%, xxcccc, ffcccc",
    "4,      50%, xxxccc, fffcss",
    "4,      50%, uuuccc, uuucss",
    "100%,   0,   xxxx, ffff",
    "1;100%, 0,   uoou, uoou",
  })
  void stopsAfterABatchWithTooManyFailures(
      String batches, String maxFail, String hosts, String expected) {
    Rollout rollout = rollout(50, batches.replace(';', ','), maxFail);

    RolloutResult result = rollout.run(ways(hosts), Agreement.GIVEN);

    assertThat(letters(result)).isEqualTo(expected);
    assertThat(result.interrupted()).isFalse();
    assertThat(result.defects()).isEmpty();
    assertThat(events.finished).containsExactlyInAnyOrderElementsOf(result.reports());
  }

  @Test
  void saysWhyHostsWereSkipped() {
    RolloutResult result = rollout(50, "1,2,100%", "0").run(ways("cxcc"), Agreement.GIVEN);

    assertThat(result.reports().getLast().outcome())
        .isEqualTo(new Outcome.Skipped("the rollout stopped after batch 2: 1 of 2 hosts failed"));
  }

  @Test
  void tellsOfEachBatchThatStarts() {
    rollout(50, "1,2,100%", "0").run(ways("cxcc"), Agreement.GIVEN);

    assertThat(events.batches).containsExactly("1/3: [h0]", "2/3: [h1, h2]");
    assertThat(events.planned).containsExactlyInAnyOrder("h0", "h1", "h2", "h3");
  }

  @Test
  void aDefectOnOneHostLeavesTheOthersAlone() {
    List<HostWay> hosts = new ArrayList<>(ways("ccc"));
    hosts.set(1, changing("h1", () -> deep(0)));

    RolloutResult result = rollout(50, "100%", "0").run(hosts, Agreement.GIVEN);

    assertThat(letters(result)).isEqualTo("cfc");
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

    RolloutResult result =
        new Rollout(options(50, "1", "0"), broken).run(ways("ccc"), Agreement.GIVEN);

    assertThat(letters(result)).isEqualTo("ccc");
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
    List<HostWay> hosts = IntStream.range(0, 9).mapToObj(i -> changing("h" + i, way)).toList();

    rollout(3, "100%", "0").run(hosts, Agreement.GIVEN);

    assertThat(most).hasValue(3);
  }

  @Test
  void whenStoppedFinishesTheHostsUnderWayAndStartsNoOther() {
    Rollout rollout = rollout(2, "3,100%", "0");
    CountDownLatch stopped = new CountDownLatch(1);
    List<HostWay> hosts = new ArrayList<>(ways("ccccc"));
    hosts.set(0, waiting("h0", stopped));
    hosts.set(
        1,
        changing(
            "h1",
            () -> {
              rollout.stop();
              stopped.countDown();
              return report("h1", new Outcome.Changed(List.of()));
            }));

    RolloutResult result = rollout.run(hosts, Agreement.GIVEN);

    assertThat(letters(result)).isEqualTo("ccsss");
    assertThat(result.interrupted()).isTrue();
    assertThat(events.batches).hasSize(1);
    assertThat(events.finished).containsExactlyInAnyOrderElementsOf(result.reports());
  }

  @Test
  void anInterruptedCallerStillWaitsForTheHostsUnderWay() {
    Thread.currentThread().interrupt();

    RolloutResult result = rollout(1, "1", "0").run(ways("ccc"), Agreement.GIVEN);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(letters(result)).isEqualTo("ccc");
  }

  @Test
  void reportsInTheOrderOfTheHostsWhateverTheOrderTheyEndIn() {
    CountDownLatch last = new CountDownLatch(1);
    List<HostWay> hosts =
        List.of(
            waiting("h0", last),
            changing(
                "h1",
                () -> {
                  last.countDown();
                  return report("h1", new Outcome.Unchanged());
                }));

    RolloutResult result = rollout(2, "100%", "0").run(hosts, Agreement.GIVEN);

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

    new Rollout(options(50, "100%", "0"), listener).run(ways("o".repeat(2000)), Agreement.GIVEN);

    assertThat(seen).hasSize(2000).containsOnly(1);
  }

  @Test
  void aHostThatStopsAnsweringAfterItsBatchCountsAsFailed() {
    List<HostWay> hosts = new ArrayList<>(ways("cccc"));
    Outcome changed = new Outcome.Changed(List.of());
    Supplier<HostReport> change = () -> report("h0", changed);
    hosts.set(0, changing("h0", change, Optional.of(Outcome.failed(CAUSE))));

    RolloutResult result = rollout(50, "2,100%", "0").run(hosts, Agreement.GIVEN);

    assertThat(letters(result)).isEqualTo("fcss");
    assertThat(events.settling).isEqualTo(1);
    assertThat(events.finished)
        .filteredOn(report -> report.host().equals("h0"))
        .extracting(report -> report.outcome().word())
        .containsExactly("changed", "failed");
  }

  @Test
  void nobodyWaitsWhereNothingCanBeAskedOrNothingFollows() {
    rollout(50, "2,100%", "0").run(ways("cccc"), Agreement.GIVEN);
    assertThat(events.settling).isZero();

    Outcome changed = new Outcome.Changed(List.of());
    HostWay asked = changing("h", () -> report("h", changed), Optional.of(changed));
    rollout(50, "100%", "0").run(List.of(asked), Agreement.GIVEN);
    assertThat(events.settling).isZero();
  }

  @Test
  void theWaitForTheSecondLookEndsWhenItIsStopped() {
    Outcome changed = new Outcome.Changed(List.of());
    RolloutListener impatient =
        new RolloutListener() {
          @Override
          public void settling(Duration settle) {
            stoppable.get().stop();
          }
        };
    RolloutOptions options =
        new RolloutOptions(
            1, Batches.ALL, Batches.parse("1"), MaxFail.parse("0"), Duration.ofHours(1));
    stoppable.set(new Rollout(options, impatient));
    HostWay first = changing("h0", () -> report("h0", changed), Optional.of(changed));

    RolloutResult result = stoppable.get().run(List.of(first, way("h1", 'c')), Agreement.GIVEN);

    assertThat(letters(result)).isEqualTo("cs");
  }

  @Test
  void asksOnceWithThePlanOfAllHostsBeforeTheFirstChange() {
    List<String> asked = new ArrayList<>();
    Agreement agreement =
        (planned, ended) -> {
          planned.forEach(host -> asked.add(host.report().host()));
          ended.forEach(host -> asked.add(host.outcome().word()));
          return Agreement.Answer.NO;
        };

    RolloutResult result = rollout(50, "1", "0").run(ways("cuoc"), agreement);

    assertThat(asked).containsExactly("h0", "h3", "unreachable", "ok");
    assertThat(letters(result)).isEqualTo("suos");
    assertThat(events.batches).isEmpty();
    assertThat(result.reports().getFirst().outcome())
        .isEqualTo(new Outcome.Skipped("the plan was not agreed to"));
  }

  @Test
  void aDryRunEndsWithThePlan() {
    RolloutResult result =
        rollout(50, "1", "0").run(ways("coxu"), (_, _) -> Agreement.Answer.ONLY_TELL);

    assertThat(letters(result)).isEqualTo("popu");
    assertThat(events.finished).containsExactlyInAnyOrderElementsOf(result.reports());
  }

  @Test
  void nothingIsAskedWhereNothingIsToBeChanged() {
    RolloutResult result =
        rollout(50, "1", "0")
            .run(
                ways("ou"),
                (_, _) -> {
                  throw new AssertionError("asked");
                });

    assertThat(letters(result)).isEqualTo("ou");
  }

  private Rollout rollout(int forks, String batches, String maxFail) {
    return new Rollout(options(forks, batches, maxFail), events);
  }

  private static RolloutOptions options(int forks, String batches, String maxFail) {
    return new RolloutOptions(
        forks, Batches.ALL, Batches.parse(batches), MaxFail.parse(maxFail), Duration.ofMillis(1));
  }

  private static String letters(RolloutResult result) {
    return String.join(
        "",
        result.reports().stream().map(r -> r.outcome().word()).map(RolloutTest::letter).toList());
  }

  private static String letter(String word) {
    return word.substring(0, 1);
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
    final List<String> planned = new ArrayList<>();
    int settling;
    final List<HostReport> finished = new ArrayList<>();

    @Override
    public void batchStarted(int number, int of, List<String> hosts) {
      batches.add(number + "/" + of + ": " + hosts);
    }

    @Override
    public void hostPlanned(PlannedHost host) {
      planned.add(host.report().host());
    }

    @Override
    public void settling(Duration settle) {
      settling++;
    }

    @Override
    public void hostFinished(HostReport report) {
      finished.add(report);
    }
  }
}
