package io.portside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.lab.Lab;
import io.portside.lab.LabHost;
import io.portside.lab.LabImage;
import io.portside.lab.Lifetime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A daemon.json that dockerd rejects. Docker 20.10 can say so only by not starting, 26.1 and 28.5
 * when they are asked; the hosts were configured by hand, with odd modes, owners and white space.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RollbackIT {
  private static final String REASON = "don't match any configuration option: no-such-option";

  /** What a host looked like before. */
  private record Before(String files, String inodes, long container, String dockerd) {}

  private final Lab lab = Lab.start(LabImage.mixed(5), Lifetime.THROW_AWAY, System.err::println);
  private final Map<String, Before> before = prepared();
  private final Portside apply =
      Portside.on(
          lab,
          "apply",
          "--allow-open",
          "--batches",
          "100%",
          "-e",
          "{\"portside_daemon_options\": {\"no-such-option\": 1}}");

  @AfterAll
  void close() {
    lab.close();
  }

  private Map<String, Before> prepared() {
    Map<String, Before> seen = new LinkedHashMap<>();
    for (Inside host : lab.hosts().stream().map(Inside::new).toList()) {
      host.write(Inside.DAEMON_JSON, "{\"debug\":false ,\n\n\t\"labels\" : [ \"a=b\" ]}");
      host.sh("chmod 600 /etc/docker/daemon.json && chown daemon:docker /etc/docker/daemon.json");
      if (host.host().kind().systemd()) {
        host.write(Inside.OVERRIDE, "[Service]\n# mine\nTimeoutStartSec = 77\n\n\n");
        host.sh("chmod 640 " + Inside.OVERRIDE + " && chgrp adm " + Inside.OVERRIDE);
        host.sh("systemctl daemon-reload");
      } else {
        host.write(Inside.DEFAULTS, "# mine\nDOCKER_OPTS='-H unix:///var/run/docker.sock'");
        host.sh("chmod 640 " + Inside.DEFAULTS);
      }
      host.restartDocker();
      long container = host.host().busybox("web", "no").pid();
      seen.put(host.name(), new Before(looks(host), inodes(host), container, host.dockerd()));
    }
    return seen;
  }

  private static String looks(Inside host) {
    return host.looks(Inside.DAEMON_JSON, Inside.OVERRIDE, Inside.DEFAULTS);
  }

  private static String inodes(Inside host) {
    return host.sh("stat -c '%n %i %y' " + Inside.DAEMON_JSON + " " + Inside.DEFAULTS);
  }

  private Inside inside(String name) {
    return new Inside(lab.host(name));
  }

  private Before before(String name) {
    return Objects.requireNonNull(before.get(name));
  }

  List<String> names() {
    return lab.hosts().stream().map(LabHost::name).toList();
  }

  List<String> systemdNames() {
    return lab.hosts().stream().filter(h -> h.kind().systemd()).map(LabHost::name).toList();
  }

  @Test
  void exitsWithOne() {
    assertThat(apply.code()).as(apply.toString()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"web1", "web3", "web4"})
  void quotesWhyDockerdDidNotStart(String name) {
    assertThat(apply.outcome(name)).as(apply.toString()).isEqualTo("rolled_back");
    assertThat(apply.problem(name).path("code").asText()).isEqualTo("start-failed");
    assertThat(apply.problem(name).path("what").asText()).contains(REASON);
    assertThat(apply.problem(name).path("hint").asText()).contains("portside_daemon_options");
  }

  @ParameterizedTest
  @MethodSource("names")
  void theOldFilesAreThereByteForByteWithModeAndOwner(String name) {
    assertThat(looks(inside(name))).isEqualTo(before(name).files());
    assertThat(inside(name).leftovers()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("names")
  void dockerRunsAsBefore(String name) {
    assertThat(inside(name).sh("docker ps -q --no-trunc"))
        .isEqualTo(lab.host(name).running("web").id());
    assertThat(inside(name).liveRestore()).isEqualTo("false");
    assertThat(inside(name).listens(2375)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("systemdNames")
  void systemdIsContentWithTheUnit(String name) {
    assertThat(inside(name).sh("systemctl show docker -p ActiveState,NeedDaemonReload,ExecStart"))
        .contains("ActiveState=active", "NeedDaemonReload=no", "-H fd://");
  }

  @ParameterizedTest
  @MethodSource("names")
  void theContainerKeepsItsPid(String name) {
    assertThat(lab.host(name).running("web").pid())
        .isEqualTo(before(name).container())
        .isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"web2", "web5"})
  void aDockerdThatCanJudgeTheFileDoesSoBeforeAnythingIsTouched(String name) {
    assertThat(apply.outcome(name)).as(apply.toString()).isEqualTo("failed");
    assertThat(apply.problem(name).path("code").asText()).isEqualTo("rejected-by-dockerd");
    assertThat(apply.problem(name).path("what").asText()).contains(REASON);
    assertThat(inodes(inside(name))).isEqualTo(before(name).inodes());
    assertThat(inside(name).dockerd()).isEqualTo(before(name).dockerd());
  }

  @Test
  @Order(Integer.MAX_VALUE) // the others look at what the rollback left
  void nextTimeItWorks() {
    Portside next = Portside.on(lab, "apply", "--allow-open", "--batches", "100%");
    assertThat(next.code()).as(next.toString()).isZero();
  }
}
