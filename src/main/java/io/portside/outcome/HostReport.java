package io.portside.outcome;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that a report says of one host.
 *
 * @param host the inventory name
 * @param address where it was reached, or would have been
 * @param endpoints the API endpoints wanted, such as {@code tcp://10.0.0.1:2375}; empty where not
 *     known
 * @param engine the engine as last seen
 * @param changes files changed, or that would be
 * @param downtimeMs milliseconds between docker's stop and its answering again, measured on the
 *     host
 * @param containersKept whether the containers that ran kept their pids; empty without a restart
 * @param steps in the order they were taken
 */
public record HostReport(
    String host,
    String address,
    Outcome outcome,
    List<String> endpoints,
    Optional<Engine> engine,
    List<FileDiff> changes,
    Optional<Long> downtimeMs,
    Optional<Boolean> containersKept,
    List<Step> steps) {

  /** How long the steps took together, in milliseconds. */
  public long tookMs() {
    return steps.stream().mapToLong(Step::ms).sum();
  }

  /** A host of which nothing more is known than how it ended. */
  public static HostReport of(String host, String address, Outcome outcome) {
    return new HostReport(
        host,
        address,
        outcome,
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /**
   * The engine as its own {@code docker info} tells it.
   *
   * @param version such as {@code 26.1.5}
   * @param rootDir the data root, {@code /var/lib/docker} by default
   */
  public record Engine(String version, String rootDir, int containersRunning) {}

  /**
   * One file's change.
   *
   * @param path on the host
   * @param diff unified, without colour
   */
  public record FileDiff(String path, String diff) {}

  /**
   * One step of the host's way.
   *
   * @param name such as {@code connect}, {@code probe}, {@code restart}
   * @param ms how long it took, in milliseconds
   * @param started by this machine's clock
   */
  public record Step(String name, long ms, Optional<Instant> started) {
    /** A step of which nobody knows when it began. */
    public Step(String name, long ms) {
      this(name, ms, Optional.empty());
    }
  }
}
