package io.portside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.lab.Lab;
import io.portside.lab.LabImage;
import io.portside.lab.Lifetime;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Hosts set up by hand with unix:// beside an active docker.socket, whose file dockerd replaced.
 */
@TestInstance(Lifecycle.PER_CLASS)
class LocalSocketIT {
  private final Lab lab =
      Lab.start(
          List.of(LabImage.BOOKWORM, LabImage.TRIXIE), Lifetime.THROW_AWAY, System.err::println);

  @AfterAll
  void close() {
    lab.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"web1", "web2"})
  void theLocalSocketWorksOnTheWayThereAndBack(String name) {
    Inside inside = new Inside(lab.host(name));
    inside.write(Inside.DAEMON_JSON, "{\"hosts\": [\"unix:///var/run/docker.sock\"]}\n");
    inside.write(
        Inside.OVERRIDE,
        """
        [Service]
        ExecStart=
        ExecStart=/usr/sbin/dockerd --containerd=/run/containerd/containerd.sock
        """);
    inside.sh("systemctl daemon-reload && systemctl restart docker");
    long pid = lab.host(name).busybox("web", "no").pid();
    changed(name, pid, Portside.on(lab, "apply", "--allow-open", "--limit", name));
    assertThat(inside.sh("cat " + Inside.DAEMON_JSON)).contains("fd://");
    changed(name, pid, Portside.on(lab, "revert", "--limit", name));
    changed(name, pid, Portside.on(lab, "apply", "--allow-open", "--limit", name));
    assertThat(inside.is("systemctl is-active docker.socket")).isTrue();
  }

  // To ask for the pid takes the local socket.
  private void changed(String name, long pid, Portside run) {
    assertThat(run.code()).as(run.toString()).isZero();
    assertThat(run.outcome(name)).isEqualTo("changed");
    assertThat(lab.host(name).running("web").pid()).isEqualTo(pid);
  }
}
