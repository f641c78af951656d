package io.portside.verify;

import io.portside.problem.Problem;
import java.util.Optional;

/** The look from outside: does a client that knows only address and port get through? */
public final class Outside {
  private Outside() {}

  /**
   * Pings, and asks for the version, as a client would.
   *
   * @return why it is not usable from here; empty where it is
   */
  public static Optional<Problem> verify(String address, int port) {
    EngineApi api = EngineApi.tcp(address, port, EngineApi.Limits.USUAL);
    try {
      api.ping();
      api.version();
      return Optional.empty();
    } catch (ApiException e) {
      return Optional.of(e.problem());
    }
  }
}
