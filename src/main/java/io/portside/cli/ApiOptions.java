package io.portside.cli;

import io.portside.rollout.Poll;
import io.portside.verify.EngineApi;
import picocli.CommandLine.Option;

/** How many APIs are asked at once, and how long each may take. */
final class ApiOptions {
  @Option(
      names = {"-f", "--forks"},
      paramLabel = "N",
      description = "hosts at once, not counting slow ones (default: 50)")
  int forks = 50;

  @Option(
      names = "--connect-timeout",
      paramLabel = "S",
      description = "seconds to connect to a host's API (default: 10)")
  int connectTimeout = 10;

  @Option(
      names = "--timeout",
      paramLabel = "S",
      description = "seconds for a host's whole answer (default: 10)")
  int timeout = 10;

  Poll poll() {
    return new Poll(forks);
  }

  EngineApi.Limits limits() {
    return new EngineApi.Limits(
        LoginOptions.seconds("--connect-timeout", connectTimeout),
        LoginOptions.seconds("--timeout", timeout));
  }
}
