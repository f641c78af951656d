package io.portside.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.portside.lab.Lab;
import io.portside.lab.LabImage;
import io.portside.lab.Lifetime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The ways to find nothing on port 2375: each is named in words, proved and mended. */
@TestInstance(Lifecycle.PER_CLASS)
class FixIT {
  private static final String HOSTS = "{\"hosts\": [\"fd://\", \"tcp://0.0.0.0:2375\"]}\n";
  private static final String OWN_UNIT = "/etc/systemd/system/docker.service";

  private final Lab lab =
      Lab.start(List.of(LabImage.BOOKWORM), Lifetime.THROW_AWAY, System.err::println);
  private final Inside host = new Inside(lab.hosts().getFirst());

  @AfterAll
  void close() {
    lab.close();
  }

  @BeforeEach
  void asDebianInstallsIt() {
    host.sh(
        """
        pkill -x nc
        systemctl stop docker.socket docker 2>/dev/null
        rm -rf /etc/systemd/system/docker.service* /etc/docker/daemon.json /var/lib/portside
        : >/etc/default/docker
        systemctl daemon-reload
        systemctl reset-failed docker.socket docker
        systemctl start docker
        """);
  }

  @Test
  void hostsInFlagAndFile() {
    host.write(Inside.DAEMON_JSON, HOSTS);
    dockerFails();
    Portside fix = mends();
    assertThat(fix.err())
        .contains("hosts is set twice, by -H in the unit and by daemon.json")
        .contains("docker.service has -H fd://")
        .contains("docker tried to start and failed")
        .contains("the following directives are specified both as a flag and in the configuration");
  }

  @Test
  void defaultsThatSystemdDoesNotRead() {
    host.sh(
        "sed -e '/^EnvironmentFile/d' -e 's/ *\\$DOCKER_OPTS//' /lib/systemd/system/docker.service"
            + " >"
            + OWN_UNIT
            + " && ! grep -q DOCKER_OPTS "
            + OWN_UNIT
            + " && systemctl daemon-reload && systemctl restart docker");
    host.write(Inside.DEFAULTS, "DOCKER_OPTS=\"-H tcp://0.0.0.0:2375\"\n");
    Portside fix = mends();
    assertThat(fix.err())
        .contains("/etc/default/docker says where to listen, but systemd does not read that file")
        .contains("/etc/default/docker: DOCKER_OPTS=\"-H tcp://0.0.0.0:2375\"");
    assertThat(host.sh("cat " + Inside.DEFAULTS)).contains("-H tcp://0.0.0.0:2375");
  }

  @Test
  void unitsThatSystemdWasNotToldOf() {
    host.write(
        Inside.OVERRIDE,
        "[Service]\nExecStart=\nExecStart=/usr/sbin/dockerd"
            + " --containerd=/run/containerd/containerd.sock\n");
    host.write(Inside.DAEMON_JSON, HOSTS);
    Portside fix = mends();
    assertThat(fix.err())
        .contains("docker's unit files were changed, but systemd still runs the old ones")
        .contains("drop-ins on disk: " + Inside.OVERRIDE);
    assertThat(host.sh("systemctl show docker -p NeedDaemonReload")).endsWith("=no");
  }

  @Test
  void aDaemonJsonWithACommaTooMuch() {
    host.write(Inside.DAEMON_JSON, "{\n  \"debug\": true,\n  \"labels\": [\"a=b\"],\n}\n");
    dockerFails();
    Portside fix = mends();
    assertThat(fix.err())
        .containsPattern("daemon.json is not valid JSON at line [34], column \\d+")
        .contains("docker tried to start and failed");
    JsonNode json = Portside.json(host.sh("cat " + Inside.DAEMON_JSON));
    assertThat(json.path("debug").asBoolean()).isTrue();
    assertThat(json.at("/labels/0").asText()).isEqualTo("a=b");
  }

  @Test
  void applyDoesNotGuessWhatABadDaemonJsonMeant() {
    host.write(Inside.DAEMON_JSON, "{\n  \"debug\": true,\n}\n");
    Inside.State before = host.state();
    Portside apply = Portside.on(lab, "apply", "--allow-open");
    assertThat(apply.code()).isEqualTo(1);
    assertThat(apply.outcome("web1")).isEqualTo("refused");
    assertThat(apply.problem("web1").path("code").asText()).isEqualTo("daemon-json-invalid");
    assertThat(apply.problem("web1").path("where").asText()).matches(".*/daemon.json:[23]:\\d+");
    assertThat(host.state()).isEqualTo(before);
  }

  @Test
  void thePortOfAnother() {
    host.sh("ln -sf /bin/busybox /usr/local/bin/nc && setsid nc -l -p 2375 >/dev/null 2>&1 &");
    await().until(() -> host.listens(2375));
    String pid = host.sh("pgrep -x nc");
    Inside.State before = host.state();
    Portside fix = fix("-y", "--allow-open");
    assertThat(fix.code()).as(fix.toString()).isEqualTo(1);
    assertThat(fix.err())
        .contains("another process holds port 2375, so dockerd cannot have it")
        .contains("nc, pid " + pid);
    JsonNode problem = fix.problem(host.host().address());
    assertThat(problem.path("code").asText()).isEqualTo("port-in-use");
    assertThat(problem.path("what").asText()).contains("nc, pid " + pid);
    assertThat(host.state()).isEqualTo(before);
    assertThat(host.is("kill -0 " + pid)).isTrue();
  }

  @Test
  void dockerStopped() {
    host.sh("systemctl stop docker.socket docker");
    Portside fix = mends();
    assertThat(fix.err()).contains("docker is not running").contains("docker.service is inactive");
  }

  @Test
  void neverTold() {
    Portside fix = mends();
    assertThat(fix.err())
        .contains("dockerd was never told to listen on TCP: it serves its local socket only")
        .contains("there is no daemon.json");
    Portside again = fix("-y", "--allow-open");
    assertThat(again.code()).as(again.toString()).isZero();
    assertThat(again.err()).contains("dockerd listens as wanted");
    assertThat(again.outcome(host.host().address())).isEqualTo("ok");
  }

  @Test
  void onlyDiagnosesWithCheck() {
    Inside.State before = host.state();
    Portside fix = fix("--check", "--allow-open");
    assertThat(fix.code()).as(fix.toString()).isEqualTo(2);
    assertThat(fix.err()).contains("Why nothing listens on 2375:", "What will be done: change");
    assertThat(host.state()).isEqualTo(before);
  }

  @Test
  void asksNobodyWithoutATerminal() {
    Inside.State before = host.state();
    Portside fix = fix("--allow-open");
    assertThat(fix.code()).as(fix.toString()).isEqualTo(64);
    assertThat(fix.err()).contains("there is no terminal to ask at", "--yes", "--check");
    assertThat(host.state()).isEqualTo(before);
  }

  private Portside mends() {
    Portside fix = fix("-y", "--allow-open");
    assertThat(fix.code()).as(fix.toString()).isZero();
    assertThat(fix.outcome(host.host().address())).isEqualTo("changed");
    assertThat(fix.err()).contains("Why nothing listens on 2375:", "What will be done:");
    assertThat(DockerClient.docker(host.host(), "version", "-f", "{{.Server.Version}}"))
        .startsWith("20.10");
    assertThat(host.is("docker ps")).isTrue();
    return fix;
  }

  private Portside fix(String... more) {
    List<String> arguments = new ArrayList<>(List.of("fix", "ops@" + host.host().address()));
    arguments.addAll(List.of("--private-key", lab.privateKey().toString()));
    arguments.addAll(List.of("--known-hosts", lab.knownHosts().toString()));
    arguments.addAll(List.of("--ssh-config", "/dev/null", "-o", "json"));
    arguments.addAll(List.of(more));
    return Portside.run(arguments.toArray(String[]::new));
  }

  // systemd tries again until its limit is reached.
  private void dockerFails() {
    assertThat(host.is("systemctl restart docker")).isFalse();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> host.is("systemctl is-failed --quiet docker"));
  }
}
