package io.portside.rollout;

import io.portside.outcome.HostReport;
import io.portside.outcome.Outcome;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/** Takes hosts along their ways: batch by batch, a virtual thread a host. For one run. */
public final class Rollout {
  private final RolloutOptions options;
  private final Events events;
  private volatile boolean stopped;

  public Rollout(RolloutOptions options, RolloutListener listener) {
    this.options = options;
    this.events = new Events(listener);
  }

  /** Starts no more hosts; those under way finish. From any thread, such as a shutdown hook's. */
  public void stop() {
    stopped = true;
  }

  /**
   * Returns when every host has ended or will never start. Interrupting the caller's thread changes
   * nothing: a host under way must not be left in the middle, so there is {@link #stop()}.
   */
  public RolloutResult run(List<HostWay> hosts) {
    List<HostReport> reports = new ArrayList<>();
    List<List<HostWay>> batches = options.batches().split(hosts);
    Optional<String> halt = Optional.empty();
    for (int i = 0; i < batches.size(); i++) {
      List<HostWay> batch = batches.get(i);
      halt = halt.or(this::interruption);
      if (halt.isPresent()) {
        String reason = halt.get();
        batch.forEach(host -> reports.add(skip(host, reason)));
        continue;
      }
      events.batchStarted(i + 1, batches.size(), batch.size());
      List<HostReport> ended = takeAll(batch);
      reports.addAll(ended);
      halt = tooManyFailed(i + 1, ended);
    }
    return new RolloutResult(List.copyOf(reports), stopped, events.defects());
  }

  /** Tells that a host's way has to wait, and why. */
  public void waits(String host, String why) {
    events.hostWaits(host, why);
  }

  private List<HostReport> takeAll(List<HostWay> batch) {
    Semaphore forks = new Semaphore(options.forks());
    List<CompletableFuture<HostReport>> ways = new ArrayList<>();
    for (HostWay host : batch) {
      // Before the thread starts, so that hosts start in order and stop() is heard at once.
      forks.acquireUninterruptibly();
      Executor thread = Thread.ofVirtual().name(host.host())::start;
      ways.add(
          interruption()
              .map(reason -> CompletableFuture.completedFuture(skip(host, reason)))
              .orElseGet(() -> CompletableFuture.supplyAsync(() -> take(host), thread))
              .whenComplete((_, _) -> forks.release()));
    }
    return ways.stream().map(CompletableFuture::join).toList();
  }

  private HostReport take(HostWay host) {
    events.hostStarted(host.host());
    return events.hostFinished(reportOf(host));
  }

  private HostReport reportOf(HostWay host) {
    try {
      return host.way().get();
    } catch (Throwable e) {
      // The one broad catch: a defect on one host must not disturb the others.
      events.defect(e);
      Problem defect =
          Problem.of(
              ProblemCode.DEFECT,
              "a defect in Portside: " + e,
              "report it; how far this host got is not known, so check it before the next run");
      return HostReport.of(host.host(), host.address(), new Outcome.Failed(List.of(defect)));
    }
  }

  private HostReport skip(HostWay host, String reason) {
    return events.hostFinished(
        HostReport.of(host.host(), host.address(), new Outcome.Skipped(reason)));
  }

  private Optional<String> interruption() {
    return stopped ? Optional.of("the rollout was interrupted") : Optional.empty();
  }

  private Optional<String> tooManyFailed(int batch, List<HostReport> ended) {
    long failed = ended.stream().filter(report -> report.outcome().isFailure()).count();
    return options.maxFail().exceeded(failed, ended.size())
        ? Optional.of(
            "the rollout stopped after batch %d: %d of %d hosts failed"
                .formatted(batch, failed, ended.size()))
        : Optional.empty();
  }
}
