package io.portside.cli;

import static io.portside.lab.LabImage.BOOKWORM;
import static io.portside.lab.LabImage.BOOKWORM_SYSVINIT;
import static io.portside.lab.LabImage.FORKY;
import static io.portside.lab.LabImage.TRIXIE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.portside.lab.LabImage;
import io.portside.lab.RunningContainer;
import java.time.Duration;
import java.util.List;

/** Causes that {@code fix} names in words, proves and mends. */
final class Mends {
  static final List<LabImage> ALL_VERSIONS = List.of(BOOKWORM, TRIXIE, FORKY);
  static final String HOSTS = "{\"hosts\": [\"fd://\", \"tcp://0.0.0.0:2375\"], \"tls\": false}\n";
  private static final String SEED =
      "DOCKER_OPTS=\"-H unix:///var/run/docker.sock -H tcp://0.0.0.0:2375\"\n";

  private Mends() {}

  static void addTo(Patients patients) {
    patients.on(ALL_VERSIONS, "the seed case", Mends::defaultsThatSystemdDoesNotRead);
    patients.on(ALL_VERSIONS, "hosts in flag and file", Mends::hostsInFlagAndFile);
    patients.on(BOOKWORM, "a unit that systemd was not told of", Mends::reloadMissing);
    patients.on(BOOKWORM, "a comma too much", Mends::aCommaTooMuch);
    patients.on(TRIXIE, "stopped", Mends::stopped);
    patients.on(TRIXIE, "no such dockerd", Mends::noSuchDockerd);
    patients.on(TRIXIE, "hosts is text", Mends::hostsIsText);
    patients.on(TRIXIE, "other port", Mends::otherPort);
    patients.on(TRIXIE, "an address that the host lacks", Mends::addressMissing);
    patients.on(FORKY, "a second ExecStart", Mends::aSecondExecStart);
    patients.on(FORKY, "tlsverify without certificates", Mends::tlsverify);
    patients.on(FORKY, "loopback", Mends::loopback);
    patients.on(List.of(BOOKWORM, FORKY, BOOKWORM_SYSVINIT), "TCP only", Mends::tcpOnly);
    patients.on(BOOKWORM, "started too often", Mends::startLimit);
    patients.on(BOOKWORM, "host for hosts", Mends::singularHost);
    patients.on(BOOKWORM, "no restart since", Mends::restartMissing);
    patients.on(BOOKWORM, "fd:// without docker.socket", Mends::fdWithoutSocket);
    patients.on(BOOKWORM, "many at once", Mends::manyAtOnce);
    patients.on(BOOKWORM_SYSVINIT, "hosts in DOCKER_OPTS and file", Mends::twiceUnderSysvinit);
    patients.on(BOOKWORM_SYSVINIT, "another port in DOCKER_OPTS", Mends::otherPortUnderSysvinit);
    patients.on(BOOKWORM_SYSVINIT, "a comma too much", Mends::aCommaTooMuch);
    patients.on(BOOKWORM_SYSVINIT, "stopped", Mends::stoppedUnderSysvinit);
    patients.on(BOOKWORM_SYSVINIT, "never told", Mends::neverToldUnderSysvinit);
  }

  // The unit of docker-ce reads no file, and passes fd:// itself.
  private static void defaultsThatSystemdDoesNotRead(Patient patient) {
    patient.sh(
        "sed -e '/^EnvironmentFile/d' -e 's/ *\\$DOCKER_OPTS//' /lib/systemd/system/docker.service >"
            + Patient.OWN_UNIT
            + " && ! grep -q DOCKER_OPTS "
            + Patient.OWN_UNIT
            + " && systemctl daemon-reload && systemctl restart docker");
    patient.inside().write(Inside.DEFAULTS, SEED);
    RunningContainer web = patient.host().busybox("web", "no");
    Portside fix = patient.mended();
    assertThat(fix.err())
        .contains("Why nothing listens on 2375:")
        .contains("/etc/default/docker says where to listen, but systemd does not read that file")
        .contains("/etc/default/docker: " + SEED.strip())
        .containsPattern("docker's own API for about \\d+ s \\(its last start took")
        .contains("the running container (web) will run on.");
    assertThat(patient.host().running("web")).isEqualTo(web);
    assertThat(DockerClient.docker(patient.host(), "images")).startsWith("REPOSITORY");
    assertThat(DockerClient.docker(patient.host(), "ps")).contains("web");
    assertThat(patient.sh("cat " + Inside.DEFAULTS)).contains("-H tcp://0.0.0.0:2375");
    patient.sh("docker rm -f web");
  }

  private static void hostsInFlagAndFile(Patient patient) {
    patient.json(HOSTS);
    patient.fails();
    assertThat(patient.mended().err())
        .contains("hosts is set twice, by -H in the unit and by daemon.json")
        .contains("docker.service has -H fd://")
        .containsAnyOf("docker tried to start and failed", "docker was started too often") // 262
        .contains("the following directives are specified both as a flag and in the configuration");
  }

  private static void reloadMissing(Patient patient) {
    patient
        .inside()
        .write(
            Inside.OVERRIDE,
            "[Service]\nExecStart=\nExecStart=/usr/sbin/dockerd"
                + " --containerd=/run/containerd/containerd.sock\n");
    patient.json(HOSTS);
    assertThat(patient.mended().err())
        .contains("docker's unit files were changed, but systemd still runs the old ones")
        .contains("drop-ins on disk: " + Inside.OVERRIDE);
    assertThat(patient.sh("systemctl show docker -p NeedDaemonReload")).endsWith("=no");
  }

  private static void aCommaTooMuch(Patient patient) {
    patient.json("{\n  \"debug\": true,\n  \"labels\": [\"a=b\"],\n}\n");
    patient.fails();
    assertThat(patient.mended().err())
        .containsPattern("daemon.json is not valid JSON at line [34], column \\d+")
        .contains("docker tried to start and failed");
    JsonNode json = Portside.json(patient.sh("cat " + Inside.DAEMON_JSON));
    assertThat(json.path("debug").asBoolean()).isTrue();
    assertThat(json.at("/labels/0").asText()).isEqualTo("a=b");
  }

  private static void stopped(Patient patient) {
    patient.sh("systemctl stop docker.socket docker");
    assertThat(patient.mended().err())
        .contains("docker is not running", "docker.service is inactive");
  }

  private static void noSuchDockerd(Patient patient) {
    patient.dropIn(
        "override",
        "ExecStart=",
        "ExecStart=/usr/local/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock");
    patient.fails();
    assertThat(patient.mended().err())
        .contains("dockerd is /usr/sbin/dockerd here", "status=203/EXEC");
  }

  private static void hostsIsText(Patient patient) {
    patient.json("{\n  \"hosts\": \"tcp://0.0.0.0:2375\"\n}\n");
    patient.fails();
    assertThat(patient.mended().err())
        .contains("[daemon-json-wrong-type]", "line 2: \"hosts\": \"tcp://0.0.0.0:2375\"");
  }

  private static void otherPort(Patient patient) {
    patient.noFlags();
    patient.json(HOSTS.replace("2375", "2376"));
    patient.restart();
    assertThat(patient.mended().err())
        .contains("[other-port]", "daemon.json has tcp://0.0.0.0:2376");
  }

  private static void addressMissing(Patient patient) {
    patient.noFlags();
    patient.json(HOSTS.replace("0.0.0.0", "192.0.2.1"));
    patient.fails();
    assertThat(patient.mended().err())
        .contains("[address-missing]", "daemon.json has tcp://192.0.2.1:2375; the host has ")
        .contains("cannot assign requested address");
  }

  private static void aSecondExecStart(Patient patient) {
    patient.dropIn("override", "ExecStart=/usr/sbin/dockerd -H fd:// -H tcp://0.0.0.0:2375");
    assertThat(patient.inside().is("systemctl restart docker")).isFalse();
    assertThat(patient.mended().err())
        .contains("gives docker.service a second ExecStart=", "LoadState=bad-setting");
  }

  private static void tlsverify(Patient patient) {
    patient.noFlags();
    patient.json(HOSTS.replace("\"tls\"", "\"tlsverify\""));
    patient.fails();
    assertThat(patient.mended().err())
        .contains("[tls-files-unreadable]", "daemon.json, line 1: {\"hosts\":");
  }

  private static void loopback(Patient patient) {
    patient.noFlags();
    patient.json(HOSTS.replace("0.0.0.0", "127.0.0.1"));
    patient.restart();
    assertThat(patient.mended().err())
        .contains("[loopback-only]", "dockerd listens on 127.0.0.1:2375");
  }

  private static void tcpOnly(Patient patient) {
    RunningContainer web = patient.host().busybox("web", "no");
    if (patient.host().kind().systemd()) {
      patient.noFlags();
    }
    // Containers live through this restart, as they shall through the next.
    patient.json("{\"live-restore\": true}\n");
    patient.sh("kill -HUP $(cat /var/run/docker.pid)");
    patient.sh("until [ $(docker info -f '{{.LiveRestoreEnabled}}') = true ]; do sleep 0.1; done");
    patient.json("{\"hosts\": [\"tcp://0.0.0.0:2375\"], \"tls\": false, \"live-restore\": true}\n");
    patient.restart();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> patient.inside().is("docker -H tcp://127.0.0.1:2375 ps"));
    assertThat(patient.inside().is("timeout 2 docker ps")).isFalse();
    Portside fix = patient.mended();
    assertThat(fix.err())
        .contains("dockerd was told TCP addresses only, so docker does not work on the host itself")
        .contains("the running container (web) will run on.");
    assertThat(patient.host().running("web")).isEqualTo(web);
    patient.sh("docker rm -f web");
  }

  /** By hand, one restart after the other; nothing is wrong with what is started. */
  private static void startLimit(Patient patient) {
    patient.sh(
        """
        tries=0
        until [ "$(systemctl show docker -p Result)" = Result=start-limit-hit ]; do
          tries=$((tries + 1)); [ $tries -lt 20 ] || exit 1
          systemctl restart docker || :
        done
        """);
    assertThat(patient.mended().err())
        .contains("docker was started too often in a row, so systemd refuses to start it")
        .contains("Result=start-limit-hit", "[no-tcp-endpoint]");
  }

  private static void singularHost(Patient patient) {
    patient.json("{\n  \"host\": [\"tcp://0.0.0.0:2375\"]\n}\n");
    assertThat(patient.mended().err())
        .contains("[daemon-json-host]", "line 2: \"host\": [\"tcp://0.0.0.0:2375\"]");
  }

  private static void restartMissing(Patient patient) {
    patient.noFlags();
    patient.json(HOSTS);
    assertThat(patient.mended().err())
        .contains("[restart-missing]", "has none of: fd://, tcp://0.0.0.0:2375");
  }

  private static void fdWithoutSocket(Patient patient) {
    patient.sh(
        "sed '/^Requires=/d' /lib/systemd/system/docker.service >"
            + Patient.OWN_UNIT
            + "; systemctl daemon-reload; systemctl stop docker.socket docker");
    patient.fails();
    assertThat(patient.mended().err())
        .contains("[fd-without-socket]", "docker.socket is inactive; told: fd://");
  }

  /** What blocks first comes first: the file, the unit, the state, then what was never said. */
  private static void manyAtOnce(Patient patient) {
    patient.json("{\n  \"debug\": true,\n}\n");
    patient.dropIn("override", "ExecStart=", "ExecStart=/usr/bin/no/dockerd -H fd://");
    patient.fails();
    patient.sh("systemctl disable docker");
    patient.dropIn("zz-last", "Environment=A=b");
    patient.sh("rm " + Patient.DROP_INS + "zz-last.conf; touch -d tomorrow " + Inside.OVERRIDE);
    assertThat(patient.mended().err())
        .containsPattern(
            "(?s)1\\. .*daemon-json-invalid.*2\\. .*dockerd-not-found.*3\\. .*docker-failed.*"
                + "docker-disabled");
  }

  private static void twiceUnderSysvinit(Patient patient) {
    patient.inside().write(Inside.DEFAULTS, SEED);
    patient.json("{\"hosts\": [\"tcp://0.0.0.0:2375\"]}\n");
    patient.fails();
    assertThat(patient.mended().err())
        .contains("[flag-file-conflict]", "/etc/default/docker has -H unix:///var/run/docker.sock")
        .contains("docker tried to start and failed");
    assertThat(patient.sh("cat " + Inside.DEFAULTS)).doesNotContain("-H tcp");
  }

  private static void otherPortUnderSysvinit(Patient patient) {
    patient.inside().write(Inside.DEFAULTS, SEED.replace("2375", "2376"));
    assertThat(patient.mended().err())
        .contains("[other-port]", "/etc/default/docker has tcp://0.0.0.0:2376");
  }

  private static void stoppedUnderSysvinit(Patient patient) {
    patient.sh("service docker stop");
    assertThat(patient.mended().err())
        .contains("docker is not running", "no process has the pid in /var/run/docker.pid");
  }

  private static void neverToldUnderSysvinit(Patient patient) {
    assertThat(patient.mended().err()).contains("[no-tcp-endpoint]", "there is no daemon.json");
  }
}
