package io.portside.cli;

import static io.portside.lab.LabImage.BOOKWORM;
import static io.portside.lab.LabImage.FORKY;
import static io.portside.lab.LabImage.TRIXIE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/** Dockers that are not the system's, by the files and units that they bring. */
final class OtherDockers {
  /** The distribution's goes, as far as can be seen. */
  private static final String REMOVE =
      "systemctl stop docker.socket docker; mkdir -p /root/away && mv /usr/sbin/dockerd"
          + " /lib/systemd/system/docker.service /etc/init.d/docker /root/away;"
          + " systemctl daemon-reload\n";

  private static final String SNAP =
      """
      mkdir -p /snap/bin /snap/docker/2963/bin /var/snap/docker/2963/config /var/snap/docker/common/var-lib-docker
      ln -s 2963 /snap/docker/current
      ln -s 2963 /var/snap/docker/current
      echo '{"log-level": "error"}' >/var/snap/docker/current/config/daemon.json
      ln -s /usr/bin/snap /snap/bin/docker
      cat >/etc/systemd/system/snap.docker.dockerd.service <<'END'
      [Unit]
      Description=Service for snap application docker.dockerd
      [Service]
      ExecStart=/usr/bin/snap run docker.dockerd
      SyslogIdentifier=docker.dockerd
      Restart=on-failure
      WorkingDirectory=/var/snap/docker/2963
      Type=simple
      [Install]
      WantedBy=multi-user.target
      END
      systemctl daemon-reload
      """;

  private static final String DESKTOP =
      """
      mkdir -p /opt/docker-desktop/bin /usr/lib/systemd/user /home/ops/.docker/desktop
      printf '[Unit]\\nDescription=Docker Desktop\\n[Service]\\nExecStart=/opt/docker-desktop/bin/com.docker.backend\\n' \
        >/usr/lib/systemd/user/docker-desktop.service
      """;

  /** What dockerd-rootless-setuptool.sh leaves. */
  private static final String USER_UNIT =
      """
      mkdir -p /home/ops/bin /home/ops/.config/systemd/user
      cat >/home/ops/.config/systemd/user/docker.service <<'END'
      [Unit]
      Description=Docker Application Container Engine (Rootless)
      [Service]
      Environment=PATH=/home/ops/bin:/sbin:/usr/sbin:/usr/local/bin:/usr/bin:/bin
      ExecStart=/home/ops/bin/dockerd-rootless.sh
      ExecReload=/bin/kill -s HUP $MAINPID
      Type=notify
      KillMode=mixed
      [Install]
      WantedBy=default.target
      END
      """;

  private static final String USER_SOCKET =
      """
      mkdir -p /run/user/1000
      perl -MIO::Socket::UNIX -e \
        'IO::Socket::UNIX->new(Listen => 1, Local => "/run/user/1000/docker.sock") or die'
      """;

  /** The script of the package podman-docker. */
  private static final String PODMAN =
      """
      mv /usr/bin/docker /usr/bin/docker.deb
      cat >/usr/bin/docker <<'END'
      #!/usr/bin/sh
      [ -e /etc/containers/nodocker ] || \\
      echo "Emulate Docker CLI using podman. Create /etc/containers/nodocker to quiet msg." >&2
      exec /usr/bin/podman "$@"
      END
      cp /bin/true /usr/bin/podman
      chmod 755 /usr/bin/docker
      """;

  private OtherDockers() {}

  static void addTo(Patients patients) {
    patients.on(
        TRIXIE,
        "a snap",
        p -> named(p, REMOVE + SNAP, "docker-snap", "/var/snap/docker/current/config/daemon.json"));
    patients.on(
        FORKY,
        "Docker Desktop",
        p -> named(p, REMOVE + DESKTOP, "docker-desktop", ".docker/desktop/docker.sock"));
    patients.on(
        TRIXIE,
        "rootless, running",
        p -> named(p, REMOVE + USER_SOCKET, "docker-rootless", "systemctl --user edit docker"));
    patients.on(
        FORKY,
        "rootless, stopped",
        p -> named(p, REMOVE + USER_UNIT, "docker-rootless", "/run/user/UID/docker.sock"));
    patients.on(
        FORKY,
        "rootless, the system's switched off",
        p ->
            named(
                p,
                "systemctl disable --now docker.socket docker\n" + USER_UNIT + USER_SOCKET,
                "docker-rootless",
                "systemctl --user edit docker"));
    patients.on(
        BOOKWORM,
        "podman-docker",
        p -> named(p, REMOVE + PODMAN, "docker-podman", "podman system service"));
    patients.on(
        BOOKWORM,
        "none",
        p -> named(p, REMOVE, "docker-missing", "install docker.io or docker-ce"));
  }

  private static void named(Patient patient, String script, String code, String hint) {
    patient.sh(script);
    JsonNode problem = patient.refused(code);
    assertThat(problem.path("hint").asText()).contains(hint);
    assertThat(patient.explained()).extracting(p -> p.path("code").asText()).containsExactly(code);
  }
}
