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

/** The SSH session is killed while docker restarts: the hosts go on alone, and are asked later. */
@TestInstance(Lifecycle.PER_CLASS)
class LostLinkIT {
  private static final String CUT =
      """
      until grep -qs '^step restart' /var/lib/portside/journal; do sleep 0.05; done
      pkill -u ops sshd && touch /tmp/cut
      """;

  private final Lab lab =
      Lab.start(
          List.of(LabImage.BOOKWORM, LabImage.BOOKWORM_SYSVINIT),
          Lifetime.THROW_AWAY,
          System.err::println);
  private final Map<String, Long> pids = prepared();
  private final Portside apply = Portside.on(lab, "apply", "--allow-open", "--batches", "100%");

  @AfterAll
  void close() {
    lab.close();
  }

  private Map<String, Long> prepared() {
    Map<String, Long> seen = new LinkedHashMap<>();
    for (Inside host : lab.hosts().stream().map(Inside::new).toList()) {
      seen.put(host.name(), host.host().busybox("web", "no").pid());
      host.write("/root/cut", CUT);
      host.sh("setsid sh /root/cut >/dev/null 2>&1 &");
    }
    return seen;
  }

  @ParameterizedTest
  @ValueSource(strings = {"web1", "web2"})
  void itIsLearnedThatTheChangeWasMade(String name) {
    assertThat(new Inside(lab.host(name)).is("test -e /tmp/cut")).isTrue();
    assertThat(apply.outcome(name)).as(apply.toString()).isEqualTo("changed");
    assertThat(apply.problem(name).path("code").asText()).isEqualTo("connection-lost");
  }

  @ParameterizedTest
  @ValueSource(strings = {"web1", "web2"})
  void theHostHasCarriedItOut(String name) {
    Inside host = new Inside(lab.host(name));
    assertThat(host.sh("tail -n 1 /var/lib/portside/journal")).isEqualTo("end committed");
    assertThat(DockerClient.docker(lab.host(name), "ps", "--no-trunc", "-q"))
        .isEqualTo(lab.host(name).running("web").id());
    assertThat(lab.host(name).running("web").pid()).isEqualTo(pids.get(name));
    assertThat(host.liveRestore()).isEqualTo("false");
  }

  @Test
  void theNextRunFindsNothingToDo() {
    Portside again = Portside.on(lab, "apply", "--allow-open");
    assertThat(again.code()).as(again.toString()).isZero();
    assertThat(again.report().at("/summary/ok").asInt()).isEqualTo(2);
  }
}
