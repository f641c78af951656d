package io.portside.cli;

import io.portside.inventory.Host;
import io.portside.inventory.Value;
import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Suggestion;
import io.portside.rollout.Batches;
import io.portside.rollout.MaxFail;
import io.portside.rollout.RolloutOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How fast a rollout goes, and when it stops. */
final class PaceOptions {
  @Option(
      names = {"-f", "--forks"},
      paramLabel = "N",
      description = "hosts at once (default: 50)")
  int forks = 50;

  @Option(
      names = "--batches",
      paramLabel = "SIZES",
      description =
          "sizes of the batches, the last repeats: 1,10%%,100%% (default: 1,100%% where hosts are"
              + " changed, else 100%%)")
  @Nullable String batches;

  @Option(
      names = "--max-fail",
      paramLabel = "N|N%",
      description = "stop after a batch with more failures (default: 0)")
  String maxFail = "0";

  @Option(
      names = "--settle",
      paramLabel = "S",
      description =
          "seconds after a batch until its changed hosts are asked once more whether the API"
              + " answers, before others follow; 0: they are not (default: 5)")
  int settle = 5;

  @Option(
      names = "--spread-by",
      paramLabel = "VAR",
      description =
          "a variable such as rack or region: never all hosts with one value of it in one batch")
  @Nullable String spreadBy;

  @Option(
      names = "--lock-timeout",
      paramLabel = "S",
      description = "seconds to wait for another run that is at work on a host (default: 60)")
  int lockTimeout = 60;

  /** The limit of {@code --lock-timeout}; 0: no wait. */
  Duration lockTimeout() {
    return seconds("--lock-timeout", lockTimeout);
  }

  private static Duration seconds(String option, int value) {
    if (value < 0) {
      throw new InputException(
          new Problem(
              ProblemCode.BAD_OPTION,
              option,
              value + " seconds is no time at all",
              "give 0 (no wait) or more"));
    }
    return Duration.ofSeconds(value);
  }

  /**
   * Each host's value of the variable of {@code --spread-by}, by host; without the option none.
   *
   * @throws InputException no host has that variable, or one has no plain value
   */
  Map<String, String> places(List<Host> hosts) {
    Map<String, String> places = new HashMap<>();
    if (spreadBy == null || hosts.isEmpty()) {
      return places;
    }
    Set<String> known = new HashSet<>();
    for (Host host : hosts) {
      known.addAll(host.vars().keySet());
      Value value = host.vars().get(spreadBy);
      if (value != null && !value.node().isNull()) {
        if (value.node().isContainerNode()) {
          throw bad(
              "'%s' of %s is a list or a map".formatted(spreadBy, host.name()),
              "name a variable whose values are single words");
        }
        if (value.node().asText().contains("{{")) {
          throw bad(
              "'%s' of %s is made of a reference, which is not followed here"
                  .formatted(spreadBy, host.name()),
              "write the value out, or name the variable that it refers to");
        }
        places.put(host.name(), value.node().asText());
      }
    }
    if (places.isEmpty()) {
      throw bad(
          "no host of this run has a variable '%s'".formatted(spreadBy),
          Suggestion.hint(spreadBy, known, "name a variable of the inventory, such as rack"));
    }
    return places;
  }

  private static InputException bad(String what, String hint) {
    return new InputException(new Problem(ProblemCode.BAD_OPTION, "--spread-by", what, hint));
  }

  /**
   * The pace of a command.
   *
   * @param stops it changes hosts; else the batches are those of the look
   */
  RolloutOptions of(String usualBatches, boolean stops) {
    MaxFail given = MaxFail.parse(maxFail);
    Batches sizes = Batches.parse(batches == null ? usualBatches : batches);
    return new RolloutOptions(
        forks,
        stops ? Batches.ALL : sizes,
        sizes,
        stops ? given : MaxFail.parse("100%"),
        seconds("--settle", settle));
  }
}
