package io.portside.rollout;

import io.portside.plan.Exposure;
import io.portside.problem.Problem;
import io.portside.verify.EngineInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How one host is.
 *
 * @param host the inventory name
 * @param address where SSH reaches it, or would
 * @param endpoint where a client outside finds the API
 * @param api empty where dockerd is to listen for the host only, so that it was not asked
 * @param engine empty where neither way led to it
 * @param problems why something is not as it should be, or not known
 */
public record HostStatus(
    String host,
    String address,
    Look ssh,
    String endpoint,
    Optional<Look> api,
    Exposure exposure,
    Optional<Engine> engine,
    Drift drift,
    List<Problem> problems) {

  /**
   * What came of trying to reach something.
   *
   * @param took until it answered, or was given up
   * @param problem empty where it answers
   */
  public record Look(Duration took, Optional<Problem> problem) {
    /** It answers. */
    public boolean answers() {
      return problem.isEmpty();
    }
  }

  /** How the engine was asked. */
  public enum Via {
    /** The API on its TCP endpoint. */
    API,
    /** The local socket, over the SSH session. */
    SSH
  }

  /**
   * The engine.
   *
   * @param diskBytes empty where it did not count them in time
   */
  public record Engine(Via via, EngineInfo info, Optional<Long> diskBytes) {}

  /** Whether {@code apply} would change the host. */
  public enum Drift {
    NO,
    YES,
    /** It would not touch it. */
    REFUSED,
    /** The host could not be probed. */
    UNKNOWN
  }

  /** Reached both ways, and the engine known. */
  public boolean well() {
    return ssh.answers() && api.filter(look -> !look.answers()).isEmpty() && engine.isPresent();
  }
}
