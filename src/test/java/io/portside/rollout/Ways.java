package io.portside.rollout;

import io.portside.outcome.HostReport;
import io.portside.outcome.Outcome;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Ways of hosts that are not there. */
final class Ways {
  static final Problem CAUSE = Problem.of(ProblemCode.CONNECTION_REFUSED, "no", "");

  private Ways() {}

  /** A host for each letter; see {@link RolloutTest}. */
  static List<HostWay> ways(String hosts) {
    return IntStream.range(0, hosts.length()).mapToObj(i -> way("h" + i, hosts.charAt(i))).toList();
  }

  static HostWay way(String host, char letter) {
    return switch (letter) {
      case 'c' -> changing(host, () -> report(host, new Outcome.Changed(List.of())));
      case 'x' -> changing(host, () -> report(host, Outcome.failed(CAUSE)));
      case 'u' -> ended(host, new Outcome.Unreachable(CAUSE));
      default -> ended(host, new Outcome.Unchanged());
    };
  }

  private static HostWay ended(String host, Outcome outcome) {
    return new HostWay(host, "a", Optional.empty(), _ -> new Looked.Ended(report(host, outcome)));
  }

  static HostWay changing(String host, Supplier<HostReport> change) {
    return changing(host, change, Optional.empty());
  }

  /** A host whose change is made, and which is found like that when it is asked again. */
  static HostWay changing(String host, Supplier<HostReport> change, Optional<Outcome> later) {
    return new HostWay(
        host,
        "a1",
        Optional.empty(),
        _ -> new Looked.Pending(planned(host), new FakeChange(host, change, later)));
  }

  private static PlannedHost planned(String host) {
    return new PlannedHost(report(host, new Outcome.Planned(List.of())), true, 0, true, false);
  }

  private record FakeChange(String host, Supplier<HostReport> change, Optional<Outcome> later)
      implements Looked.Change {
    @Override
    public HostReport make() {
      return change.get();
    }

    @Override
    public boolean answersOutside() {
      return later.isPresent();
    }

    @Override
    public HostReport lookAgain(HostReport made) {
      return report(host, later.orElseThrow());
    }
  }

  static HostWay waiting(String host, CountDownLatch latch) {
    return changing(
        host,
        () -> {
          await(latch);
          return report(host, new Outcome.Changed(List.of()));
        });
  }

  static HostReport report(String host, Outcome outcome) {
    return HostReport.of(host, "a", outcome);
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
