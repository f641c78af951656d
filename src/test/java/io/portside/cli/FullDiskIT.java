package io.portside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.lab.Lab;
import io.portside.lab.LabImage;
import io.portside.lab.Lifetime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The disk fills up in the very moment in which the change must be put back. */
class FullDiskIT {
  @Test
  void aRollbackNeedsNoRoom() {
    try (Lab lab = Lab.start(List.of(LabImage.BOOKWORM), Lifetime.THROW_AWAY, _ -> {})) {
      Inside inside = new Inside(lab.host("web1"));
      inside.sh("mkdir -p /etc/docker && mount -t tmpfs -o size=64k none /etc/docker");
      inside.write(Inside.DAEMON_JSON, "{\"debug\":  true}\n");
      inside.sh("systemctl restart docker"); // which writes a key there when it first starts
      inside.write(
          "/etc/systemd/system/docker.service.d/10-fill.conf",
          "[Service]\nExecStartPre=-/bin/sh -c 'cat /dev/zero >/etc/docker/fill 2>/dev/null'\n");
      inside.sh("systemctl daemon-reload");
      long pid = lab.host("web1").busybox("web", "no").pid();
      String before = inside.looks(Inside.DAEMON_JSON, Inside.OVERRIDE);
      Portside run =
          Portside.on(
              lab, "apply", "--allow-open", "-e", "{\"portside_daemon_options\": {\"no\": 1}}");
      assertThat(run.outcome("web1")).as(run.toString()).isEqualTo("rolled_back");
      assertThat(inside.looks(Inside.DAEMON_JSON, Inside.OVERRIDE)).isEqualTo(before);
      assertThat(inside.is("docker info")).isTrue();
      assertThat(lab.host("web1").running("web").pid()).isEqualTo(pid);
      assertThat(inside.leftovers()).isEmpty();
    }
  }
}
