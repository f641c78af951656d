package io.portside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.lab.Lab;
import io.portside.lab.LabImage;
import io.portside.lab.Lifetime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The transaction's own process is killed while docker restarts; under sysvinit docker is down. */
@TestInstance(Lifecycle.PER_CLASS)
class CutOffIT {
  private static final String KILL =
      """
      until grep -qs '^step restart' /var/lib/portside/journal; do sleep 0.05; done
      pid=$(sed 's/.*, pid \\([0-9]*\\),.*/\\1/' /var/lib/portside/holder)
      kill -KILL "$pid" && touch /tmp/killed
      """;

  private final Lab lab =
      Lab.start(
          List.of(LabImage.BOOKWORM, LabImage.BOOKWORM_SYSVINIT),
          Lifetime.THROW_AWAY,
          System.err::println);
  private final Map<String, Long> pids = new LinkedHashMap<>();
  private final Map<String, String> files = new LinkedHashMap<>();
  private final Portside apply = apply();

  @AfterAll
  void close() {
    lab.close();
  }

  private Portside apply() {
    for (Inside host : lab.hosts().stream().map(Inside::new).toList()) {
      host.write(Inside.DAEMON_JSON, "{\"debug\": true}\n");
      host.restartDocker();
      pids.put(host.name(), host.host().busybox("web", "no").pid());
      files.put(host.name(), looks(host));
      host.write("/root/kill", KILL);
      host.sh("setsid sh /root/kill >/dev/null 2>&1 &");
    }
    return Portside.on(lab, "apply", "--allow-open", "--batches", "100%");
  }

  private static String looks(Inside host) {
    return host.looks(Inside.DAEMON_JSON, Inside.OVERRIDE, Inside.DEFAULTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"web1", "web2"})
  void theHostIsAsBeforeAndTheRunKnows(String name) {
    Inside host = new Inside(lab.host(name));
    assertThat(host.is("test -e /tmp/killed")).isTrue();
    assertThat(apply.outcome(name)).as(apply.toString()).isEqualTo("rolled_back");
    assertThat(apply.problem(name).path("code").asText()).isEqualTo("cut-off");
    assertThat(looks(host)).isEqualTo(files.get(name));
    assertThat(host.leftovers()).isEmpty();
    assertThat(host.liveRestore()).isEqualTo("false");
    assertThat(lab.host(name).running("web").pid()).isEqualTo(pids.get(name));
  }

  @Test
  void theNextRunFindsNothingCutOff() {
    Portside check = Portside.on(lab, "check", "--allow-open");
    assertThat(check.code()).as(check.toString()).isEqualTo(2);
    assertThat(check.host("web1").path("problems")).isEmpty();
  }
}
