package io.portside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.lab.Lab;
import io.portside.lab.LabHost;
import io.portside.lab.LabImage;
import io.portside.lab.Lifetime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Twelve hosts of all kinds, with one broken on purpose: first the canary, then one of the last.
 */
@TestInstance(Lifecycle.PER_CLASS)
class FleetIT {
  private final Lab lab = Lab.start(LabImage.mixed(12), Lifetime.THROW_AWAY, System.err::println);
  private final List<Inside> hosts = lab.hosts().stream().map(Inside::new).toList();
  private final List<Inside.State> start = states();
  private final Portside canary = apply("web1");
  private final List<Inside.State> afterCanary = states();
  private final Portside last = apply("web12", "--batches", "1,6,100%", "--max-fail", "1");

  @AfterAll
  void close() {
    lab.close();
  }

  private List<Inside.State> states() {
    return hosts.parallelStream().map(Inside::state).toList();
  }

  /** With a key that no dockerd knows on one of the hosts. */
  private Portside apply(String broken, String... more) {
    try {
      Path overriding = lab.inventory().resolveSibling("broken-" + broken + ".yml");
      Files.writeString(
          overriding,
          "all: {hosts: {%s: {portside_daemon_options: {no-such-key: 1}}}}%n".formatted(broken));
      String[] all = {"--allow-open", "-i", overriding.toString()};
      return Portside.on(
          lab,
          "apply",
          Stream.concat(List.of(all).stream(), List.of(more).stream()).toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> outcomes(Portside run, Predicate<String> which) {
    return lab.hosts().stream().map(LabHost::name).filter(which).map(run::outcome).toList();
  }

  @Test
  void afterABrokenCanaryNothingElseIsTouched() {
    assertThat(canary.code()).as(canary.toString()).isEqualTo(1);
    assertThat(canary.outcome("web1")).isEqualTo("rolled_back");
    assertThat(outcomes(canary, name -> !name.equals("web1"))).hasSize(11).containsOnly("skipped");
    assertThat(afterCanary.subList(1, 12)).isEqualTo(start.subList(1, 12));
  }

  @Test
  void withOneFailureAllowedAllOthersAreDone() {
    assertThat(last.code()).as(last.toString()).isEqualTo(1);
    assertThat(last.outcome("web12")).isIn("failed", "rolled_back");
    assertThat(outcomes(last, name -> !name.equals("web12"))).hasSize(11).containsOnly("changed");
  }

  @Test
  void theChangedHostsAreAskedAgainBetweenBatches() {
    assertThat(last.host("web1").path("steps").findValuesAsText("step")).contains("verify-again");
    assertThat(last.host("web11").path("steps").findValuesAsText("step"))
        .doesNotContain("verify-again");
  }
}
