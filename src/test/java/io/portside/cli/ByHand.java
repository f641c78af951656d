package io.portside.cli;

import static io.portside.cli.Mends.ALL_VERSIONS;
import static io.portside.cli.Mends.HOSTS;
import static io.portside.lab.LabImage.BOOKWORM;
import static io.portside.lab.LabImage.BOOKWORM_SYSVINIT;
import static io.portside.lab.LabImage.FORKY;
import static io.portside.lab.LabImage.TRIXIE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What {@code fix} leaves to somebody who knows: after what it says has been done, it goes on. */
final class ByHand {
  private ByHand() {}

  static void addTo(Patients patients) {
    patients.on(ALL_VERSIONS, "an unknown key", ByHand::unknownKey);
    patients.on(ALL_VERSIONS, "a value of the wrong kind", ByHand::wrongType);
    patients.on(BOOKWORM_SYSVINIT, "an unknown key", ByHand::unknownKey);
    patients.on(List.of(BOOKWORM, BOOKWORM_SYSVINIT), "the port of another", ByHand::portInUse);
    patients.on(BOOKWORM, "masked", ByHand::masked);
    patients.on(BOOKWORM, "a later drop-in", ByHand::laterDropIn);
    patients.on(TRIXIE, "the socket is a directory", ByHand::directory);
    patients.on(TRIXIE, "another configuration file", ByHand::configFileElsewhere);
    patients.on(FORKY, "containerd masked", ByHand::containerdMasked);
    patients.on(FORKY, "TLS", ByHand::tls);
    patients.on(TRIXIE, "a file of Ansible's", ByHand::managed);
    patients.on(BOOKWORM, "apply does not guess", ByHand::applyDoesNotGuess);
  }

  private static void unknownKey(Patient patient) {
    patient.json("{\n  \"log-drivr\": \"local\"\n}\n");
    patient.fails();
    JsonNode problem = patient.refused("daemon-json-key-unknown");
    assertThat(problem.path("what").asText()).contains("line 2: \"log-drivr\": \"local\"");
    assertThat(problem.path("hint").asText())
        .contains("\"log-driver\" in the place of \"log-drivr\"");
    patient.sh("sed -i s/log-drivr/log-driver/ " + Inside.DAEMON_JSON);
    patient.mended();
    assertThat(patient.sh("docker info -f '{{.LoggingDriver}}'")).isEqualTo("local");
  }

  private static void wrongType(Patient patient) {
    patient.json("{\n  \"debug\": \"yes\"\n}\n");
    patient.fails();
    JsonNode problem = patient.refused("daemon-json-wrong-type");
    assertThat(problem.path("what").asText()).contains("cannot unmarshal string into");
    assertThat(problem.path("hint").asText()).contains("true or false, without quotes");
    patient.sh("sed -i 's/\"yes\"/true/' " + Inside.DAEMON_JSON);
    patient.mended();
  }

  private static void portInUse(Patient patient) {
    String pid = patient.squatter();
    JsonNode problem = patient.refused("port-in-use");
    assertThat(problem.path("what").asText()).contains("nc, pid " + pid);
    patient.sh("kill " + pid);
    patient.mended();
  }

  private static void masked(Patient patient) {
    patient.sh("systemctl stop docker.socket docker; systemctl mask docker");
    assertThat(patient.refused("docker-masked").path("hint").asText())
        .contains("systemctl unmask docker");
    patient.sh("systemctl unmask docker");
    patient.mended();
  }

  private static void laterDropIn(Patient patient) {
    patient.dropIn(
        "override", "ExecStart=", "ExecStart=/usr/sbin/dockerd -H fd:// -H tcp://0.0.0.0:2375");
    patient.dropIn("zz-last", "ExecStart=", "ExecStart=/usr/sbin/dockerd -H fd://");
    JsonNode problem = patient.refused("dropin-overridden");
    assertThat(problem.path("where").asText()).isEqualTo(Patient.DROP_INS + "zz-last.conf");
    assertThat(problem.path("hint").asText()).contains("portside_dropin: zz-last.conf");
    patient.mended("-e", "portside_dropin=zz-last.conf");
  }

  private static void directory(Patient patient) {
    patient.sh(
        "systemctl stop docker.socket docker; rm -f /run/docker.sock; mkdir /run/docker.sock");
    assertThat(patient.refused("socket-is-directory").path("hint").asText())
        .contains("rmdir /var/run/docker.sock, then systemctl restart docker.socket docker");
    patient.sh("rmdir /var/run/docker.sock; systemctl restart docker.socket docker");
    patient.mended();
  }

  private static void configFileElsewhere(Patient patient) {
    patient.inside().write("/srv/docker.json", "{\"debug\": true}\n");
    patient.dropIn(
        "override", "ExecStart=", "ExecStart=/usr/sbin/dockerd --config-file=/srv/docker.json");
    JsonNode problem = patient.refused("config-file-elsewhere");
    assertThat(problem.path("what").asText()).contains("dockerd reads /srv/docker.json");
    patient.sh("mv /srv/docker.json /etc/docker/daemon.json");
    patient.dropIn("override", "ExecStart=", "ExecStart=/usr/sbin/dockerd");
    patient.mended();
  }

  private static void containerdMasked(Patient patient) {
    patient.sh("systemctl mask --now containerd");
    JsonNode problem = patient.refused("containerd-down");
    assertThat(problem.path("hint").asText())
        .contains("systemctl start containerd", "systemctl unmask containerd");
    patient.sh("systemctl unmask containerd; systemctl start containerd docker");
    patient.mended();
  }

  private static void tls(Patient patient) {
    patient.noFlags();
    patient.sh(
        "mkdir -p /etc/docker/tls && cd /etc/docker/tls && openssl req -x509 -newkey rsa:2048"
            + " -nodes -subj /CN=host -keyout key.pem -out cert.pem 2>/dev/null");
    patient.json(
        HOSTS.replace(
            "\"tls\": false",
            "\"tls\": true, \"tlscert\": \"/etc/docker/tls/cert.pem\", \"tlskey\":"
                + " \"/etc/docker/tls/key.pem\""));
    patient.restart();
    assertThat(patient.explained())
        .anySatisfy(
            problem -> {
              assertThat(problem.path("code").asText()).isEqualTo("tls-in-use");
              assertThat(problem.path("what").asText()).contains("\"tls\": true");
            });
    patient.refused("tls-in-use");
    patient.mended("-e", "portside_tls=off");
  }

  private static void managed(Patient patient) {
    patient.dropIn(
        "override", "# Ansible managed", "ExecStart=", "ExecStart=/usr/sbin/dockerd -H fd://");
    Inside.State before = patient.inside().state();
    Portside fix = patient.fix("-y", "--allow-open");
    assertThat(fix.code()).as(fix.toString()).isEqualTo(1);
    JsonNode problem = fix.problem(patient.host().address());
    assertThat(problem.path("code").asText()).isEqualTo("file-managed");
    assertThat(problem.path("what").asText()).contains("Ansible", "# Ansible managed");
    assertThat(fix.err())
        .contains("By hand, " + Inside.OVERRIDE + " shall read:")
        .contains("\"tcp://0.0.0.0:2375\"")
        .contains("systemctl daemon-reload; systemctl restart docker");
    assertThat(patient.inside().state()).isEqualTo(before);
  }

  private static void applyDoesNotGuess(Patient patient) {
    patient.json("{\n  \"debug\": true,\n}\n");
    Inside.State before = patient.inside().state();
    String name = patient.inside().name();
    Portside apply = Portside.on(patient.lab(), "apply", "--allow-open", "-l", name);
    assertThat(apply.code()).isEqualTo(1);
    assertThat(apply.outcome(name)).isEqualTo("refused");
    assertThat(apply.problem(name).path("code").asText()).isEqualTo("daemon-json-invalid");
    assertThat(apply.problem(name).path("where").asText()).matches(".*/daemon.json:[23]:\\d+");
    assertThat(patient.inside().state()).isEqualTo(before);
  }
}
